import { useState, type RefObject } from 'react';
import type { Form } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { useOnlyNamesake } from '../companies/namesake.ts';
import { useOwnerChoices } from '../people.ts';
import { countryChoices, sourceChoices, stageChoices } from '../words.ts';
import type { Taken, Values } from './new-contact.ts';
import { TakenEmail } from './TakenEmail.tsx';

type Props = {
  form: Form<Values>;
  first: RefObject<HTMLInputElement | null>;
  taken: Taken | undefined;
};

export function NewContactFields({ form, first, taken }: Props) {
  const owners = useOwnerChoices();
  const company = useOnlyNamesake(form.values.companyName);
  return (
    <>
      <div className="pairs">
        <Field label="First name" error={form.error('givenName')}>
          <TextInput {...form.field('givenName')} ref={first} />
        </Field>
        <Field label="Last name" error={form.error('familyName')}>
          <TextInput {...form.field('familyName')} />
        </Field>
        <Field
          label="E-mail"
          error={form.error('email')}
          {...(taken === undefined ? {} : { hint: <TakenEmail by={taken} /> })}
        >
          <TextInput {...form.field('email')} type="email" inputMode="email" />
        </Field>
        <Field label="Phone" error={form.error('phone')}>
          <TextInput {...form.field('phone')} type="tel" placeholder="+44 113 496 0182" />
        </Field>
        <Field
          label="Company"
          error={form.error('companyName')}
          {...(company === undefined ? {} : { hint: `Will be linked to ${company.name}.` })}
        >
          <TextInput {...form.field('companyName')} />
        </Field>
        <Field label="Job title" error={form.error('jobTitle')}>
          <TextInput {...form.field('jobTitle')} />
        </Field>
        <Field label="Stage" error={form.error('stage')}>
          <Select {...form.field('stage')} choices={stageChoices} />
        </Field>
        <Field label="Owner" error={form.error('ownerId')}>
          <Select {...form.field('ownerId')} choices={owners} placeholder="Nobody yet" />
        </Field>
      </div>
      <Field label="How did they first hear of us?" error={form.error('source')}>
        <Select {...form.field('source')} choices={sourceChoices} />
      </Field>
      <Address form={form} />
    </>
  );
}

/** Rarely at hand when somebody is written down: folded, so that the form stays short. */
function Address({ form }: Pick<Props, 'form'>) {
  const [open, setOpen] = useState(false);
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Address</summary>
      {open && (
        <div className="stack loose">
          <Field label="Street" error={form.error('street')}>
            <TextInput {...form.field('street')} />
          </Field>
          <div className="pairs">
            <Field label="Postal code" error={form.error('postalCode')}>
              <TextInput {...form.field('postalCode')} />
            </Field>
            <Field label="City" error={form.error('city')}>
              <TextInput {...form.field('city')} />
            </Field>
            <Field label="Region" error={form.error('region')}>
              <TextInput {...form.field('region')} />
            </Field>
            <Field label="Country" error={form.error('country')}>
              <Select {...form.field('country')} choices={countryChoices()} placeholder="Not known" />
            </Field>
          </div>
        </div>
      )}
    </details>
  );
}
