import { queryClient } from '../../../web/query.ts';
import { contactQuery, type Contact } from '../contacts.ts';
import { PropertyFacts } from '../properties/PropertyFacts.tsx';
import { Clashed, saveField, type Edits, type FactValue } from './edits.ts';

type Props = { contact: Contact; edits: Edits; may: boolean };

/** What the company asks of its contacts beyond the fields everybody has. */
export function ContactProperties({ contact, edits, may }: Props) {
  const save = async (key: string, value: FactValue, base = contact) => {
    try {
      await saveField(base, `property:${key}`, value);
    } catch (thrown) {
      if (thrown instanceof Clashed) edits.ask(thrown.clash);
      throw thrown;
    }
  };
  // An undo comes later than the page it was offered on: it starts from what is known by then.
  const latest = () => queryClient.getQueryData(contactQuery(contact.id).queryKey) ?? contact;
  return (
    <PropertyFacts
      key={edits.round}
      recordKind="contact"
      values={contact.properties}
      may={may}
      save={(key, value) => save(key, value, latest())}
    />
  );
}
