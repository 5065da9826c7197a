import { Block } from '../../../web/record/Block.tsx';
import { Facts, type Fact } from '../../../web/ui/Facts.tsx';
import type { Contact, ContactField } from '../contacts.ts';
import { TagEditor } from '../tags/TagEditor.tsx';
import { countryChoices, countryName, languageChoices, languageName } from '../words.ts';
import { ContactFact, type Look } from './ContactFact.tsx';
import { ContactProperties } from './ContactProperties.tsx';
import { readField, saveTags, type Edits } from './edits.ts';

type Props = { contact: Contact; edits: Edits; may: boolean };

/** Who it is and how to reach them; every line is edited where it stands. */
export function ContactFacts({ contact, edits, may }: Props) {
  const fact = (field: ContactField, label: string, look: Look = {}) =>
    // To those who may not fill it in, an empty line says nothing.
    (may || readField(contact, field) !== '') && {
      label,
      value: <ContactFact {...{ contact, field, label, edits, may, ...look }} />,
    };
  const languages = { choices: () => languageChoices(contact.language), show: languageName };
  return (
    <>
      <Block title="Tags">
        <TagEditor tags={contact.tags} may={may} save={(tags) => saveTags(contact, tags)} />
      </Block>
      <FactBlock
        title="Contact"
        facts={[
          fact('givenName', 'First name'),
          fact('familyName', 'Last name'),
          fact('email', 'E-mail', { type: 'email', show: breakable }),
          fact('phone', 'Phone', { type: 'tel', show: tabular }),
          fact('language', 'Language', languages),
        ]}
      />
      <FactBlock title="Work" facts={[fact('jobTitle', 'Job title'), fact('companyName', 'Company')]} />
      <ContactProperties contact={contact} edits={edits} may={may} />
      <FactBlock
        title="Address"
        facts={[
          fact('street', 'Street'),
          fact('postalCode', 'Postal code', { show: tabular }),
          fact('city', 'City'),
          fact('region', 'Region'),
          fact('country', 'Country', { choices: countryChoices, show: countryName }),
        ]}
      />
    </>
  );
}

function FactBlock({ title, facts }: { title: string; facts: (Fact | false)[] }) {
  if (facts.every((fact) => fact === false)) return null;
  return (
    <Block title={title}>
      <Facts facts={facts} />
    </Block>
  );
}

function tabular(number: string) {
  return <span className="num">{number}</span>;
}

/** A long address breaks before its @, not in the middle of a word. */
function breakable(address: string) {
  const at = address.lastIndexOf('@');
  return (
    <span>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}
