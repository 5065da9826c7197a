import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { FormDialog } from '../../../../web/forms/FormDialog.tsx';
import { useForm, type Form } from '../../../../web/forms/use-form.ts';
import { asProblem } from '../../../../web/problem.ts';
import { useSession } from '../../../../web/session.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Field } from '../../../../web/ui/Field.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import { CompanyFinder } from '../../find/finders.tsx';
import { useOwnerChoices } from '../../people.ts';
import { countryChoices } from '../../words.ts';
import { learnCompany, refreshCompanies, type Company, type CompanyRef } from '../companies.ts';
import { useNamesake } from '../namesake.ts';
import { industryChoices } from '../words.ts';
import { newCompany, startValues, type Values } from './new-company.ts';

type Props = {
  onClose: () => void;
  /** What is known of it already. */
  known?: Partial<Values>;
  /** Instead of opening its page. */
  onCreated?: (company: Company) => Promise<void>;
};

export function NewCompanyDialog({ onClose, known, onCreated }: Props) {
  const navigate = useNavigate();
  const me = useSession()?.user.id ?? '';
  const [taken, setTaken] = useState<CompanyRef>();
  const [parent, setParent] = useState<CompanyRef>();
  const form = useForm<Values>({
    initial: { ...startValues(me), ...known },
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter the name of the company.' } : {}),
    submit: async (values) => {
      setTaken(undefined);
      try {
        const body = newCompany(values, parent?.id);
        const company = learnCompany(await api.post<Company>('/api/companies', body));
        if (onCreated !== undefined) await onCreated(company);
        else void navigate({ to: `/companies/${company.id}` });
        await refreshCompanies();
      } catch (thrown) {
        const { status, facts } = asProblem(thrown);
        if (status === 409) setTaken(facts['company'] as CompanyRef | undefined);
        throw thrown;
      }
    },
  });
  return (
    <FormDialog title="New company" form={form} submit="Create company" onClose={onClose} wide>
      <Fields form={form} taken={taken} />
      <Field label="Belongs to" optional>
        {parent === undefined ? (
          <CompanyFinder choose={setParent} label="Belongs to" />
        ) : (
          <span className="row between">
            <span className="strong">{parent.name}</span>
            <Button small ghost onClick={() => setParent(undefined)}>
              Change
            </Button>
          </span>
        )}
      </Field>
    </FormDialog>
  );
}

function Fields({ form, taken }: { form: Form<Values>; taken: CompanyRef | undefined }) {
  const owners = useOwnerChoices();
  const namesake = useNamesake(form.values.name);
  const hintOf = (company: CompanyRef | undefined, words: string) =>
    company === undefined ? {} : { hint: <OpenIt company={company} words={words} /> };
  return (
    <div className="pairs">
      <Field label="Name" error={form.error('name')} {...hintOf(namesake, 'There is one of this name.')}>
        <TextInput {...form.field('name')} data-autofocus />
      </Field>
      <Field label="Domain" error={form.error('domain')} {...hintOf(taken, '')}>
        <TextInput {...form.field('domain')} placeholder="hallow.example" inputMode="url" />
      </Field>
      <Field label="Industry" error={form.error('industry')}>
        <TextInput {...form.field('industry')} list="industries" />
      </Field>
      <Field label="Employees" error={form.error('employees')}>
        <TextInput {...form.field('employees')} inputMode="numeric" />
      </Field>
      <Field label="Phone" error={form.error('phone')}>
        <TextInput {...form.field('phone')} type="tel" placeholder="+44 113 496 0182" />
      </Field>
      <Field label="Owner" error={form.error('ownerId')}>
        <Select {...form.field('ownerId')} choices={owners} placeholder="Nobody yet" />
      </Field>
      <Field label="City" error={form.error('city')}>
        <TextInput {...form.field('city')} />
      </Field>
      <Field label="Country" error={form.error('country')}>
        <Select {...form.field('country')} choices={countryChoices()} placeholder="Not known" />
      </Field>
      <datalist id="industries">
        {industryChoices.map(({ value }) => (
          <option key={value}>{value}</option>
        ))}
      </datalist>
    </div>
  );
}

function OpenIt({ company, words }: { company: CompanyRef; words: string }) {
  return (
    <>
      {words}{' '}
      <Link to={`/companies/${company.id}`} className="link">
        Open {company.name}
      </Link>
    </>
  );
}
