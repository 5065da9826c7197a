import { useRef, type FocusEvent, type ReactNode } from 'react';
import type { Choice } from '../../../web/ui/Select.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { queryClient } from '../../../web/query.ts';
import { contactQuery, type Contact, type ContactField } from '../contacts.ts';
import { Clashed, readField, saveField, type Edits } from './edits.ts';

/** How it is written and how it is read. */
export type Look = {
  type?: 'text' | 'email' | 'tel';
  choices?: readonly Choice[] | (() => readonly Choice[]);
  show?: (value: string) => ReactNode;
  required?: boolean;
};
type Props = Look & { contact: Contact; field: ContactField; label: string; edits: Edits; may: boolean };

/** One fact that is edited where it stands and saved at once. */
export function ContactFact({ contact, field, label, edits, may, ...look }: Props) {
  // The contact as the writer saw it: it may change under their hands while they type.
  const seen = useRef<Contact>(undefined);
  const begin = ({ target }: FocusEvent) => {
    if (target.matches('input, select')) seen.current ??= contact;
  };
  const save = async (value: string) => {
    const base = seen.current ?? known(contact);
    seen.current = undefined;
    try {
      await saveField(base, field, value);
    } catch (thrown) {
      if (thrown instanceof Clashed) edits.ask(thrown.clash);
      throw thrown;
    }
  };
  return (
    <span className="fact" onFocus={begin}>
      <InlineEdit
        key={edits.round}
        label={label}
        value={readField(contact, field)}
        save={save}
        may={may}
        {...look}
      />
    </span>
  );
}

/** An undo comes later than the page it was offered on: it starts from what is known by then. */
function known(contact: Contact): Contact {
  return queryClient.getQueryData(contactQuery(contact.id).queryKey) ?? contact;
}
