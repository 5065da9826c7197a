import type { RefObject } from 'react';
import type { Form } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { useOwnerChoices } from '../people.ts';
import { sourceChoices, stageChoices } from '../words.ts';
import type { Taken, Values } from './new-contact.ts';
import { TakenEmail } from './TakenEmail.tsx';

type Props = {
  form: Form<Values>;
  first: RefObject<HTMLInputElement | null>;
  taken: Taken | undefined;
};

export function NewContactFields({ form, first, taken }: Props) {
  const owners = useOwnerChoices();
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
        <Field label="Company" error={form.error('companyName')}>
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
    </>
  );
}
