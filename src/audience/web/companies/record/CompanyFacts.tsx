import { useRef, type FocusEvent, type ReactNode } from 'react';
import { count } from '../../../../web/numbers.ts';
import { queryClient } from '../../../../web/query.ts';
import { Block } from '../../../../web/record/Block.tsx';
import { Facts, type Fact } from '../../../../web/ui/Facts.tsx';
import { InlineEdit } from '../../../../web/ui/InlineEdit.tsx';
import { PropertyFacts } from '../../properties/PropertyFacts.tsx';
import { TagEditor } from '../../tags/TagEditor.tsx';
import { countryChoices, countryName } from '../../words.ts';
import { companyQuery, saveCompany, type Company, type CompanyField } from '../companies.ts';
import { wholeNumber } from '../new/new-company.ts';

type Props = { company: Company; may: boolean };
type Look = Pick<Parameters<typeof InlineEdit>[0], 'type' | 'choices' | 'show' | 'placeholder'>;

/** What is known of the company; every line is edited where it stands. */
export function CompanyFacts({ company, may }: Props) {
  const fact = (field: CompanyField, label: string, look: Look = {}) =>
    // To those who may not fill it in, an empty line says nothing.
    (may || readField(company, field) !== '') && {
      label,
      value: <CompanyFact {...{ company, field, label, may, look }} />,
    };
  const write = (change: Record<string, unknown>) => saveCompany(known(company), change, () => true);
  return (
    <>
      <FactBlock
        title="Company"
        facts={[
          fact('name', 'Name'),
          fact('domain', 'Domain', { placeholder: 'hallow.example' }),
          fact('phone', 'Phone', { type: 'tel', show: tabular }),
          fact('industry', 'Industry'),
          fact('employees', 'Employees', { show: (number) => count(Number(number)) }),
        ]}
      />
      <FactBlock
        title="Address"
        facts={[
          fact('street', 'Street'),
          fact('postalCode', 'Postal code'),
          fact('city', 'City'),
          fact('region', 'Region'),
          fact('country', 'Country', { choices: countryChoices, show: countryName }),
        ]}
      />
      <Block title="Tags">
        <TagEditor tags={company.tags} may={may} save={(tags) => write({ tags })} />
      </Block>
      <PropertyFacts
        recordKind="company"
        values={company.properties}
        may={may}
        save={(key, value) => write({ properties: { [key]: value === '' ? null : value } })}
      />
    </>
  );
}

function FactBlock({ title, facts }: { title: string; facts: (Fact | false)[] }): ReactNode {
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

type FactProps = Props & { field: CompanyField; label: string; look: Look };

function CompanyFact({ company, field, label, may, look }: FactProps) {
  // The company as the writer saw it: it may change under their hands while they type.
  const seen = useRef<Company>(undefined);
  const begin = ({ target }: FocusEvent) => {
    if (target.matches('input, select')) seen.current ??= company;
  };
  const save = async (typed: string) => {
    const base = seen.current ?? known(company);
    seen.current = undefined;
    const value = field === 'employees' ? wholeNumber(typed) : typed === '' ? null : typed;
    const before = readField(base, field);
    await saveCompany(base, { [field]: value }, (theirs) => readField(theirs, field) === before);
  };
  return (
    <span className="fact" onFocus={begin}>
      <InlineEdit label={label} value={readField(company, field)} save={save} may={may} {...look} />
    </span>
  );
}

/** The value as it is edited: a phone number as somebody wrote it. */
function readField(company: Company, field: CompanyField): string {
  const value = field === 'phone' ? (company.phoneOriginal ?? company.phone) : company[field];
  return value === null ? '' : String(value);
}

/** An undo comes later than the page it was offered on: it starts from what is known by then. */
function known(company: Company): Company {
  return queryClient.getQueryData(companyQuery(company.id).queryKey) ?? company;
}
