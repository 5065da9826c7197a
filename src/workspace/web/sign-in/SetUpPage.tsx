import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { asProblem } from '../../../web/problem.ts';
import { BarePage } from '../../../web/shell/BarePage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import '../sign-in.css';
import { browserTimeZone, timeZoneChoices } from '../time-zones.ts';
import { NewPassword } from './NewPassword.tsx';
import { enter, setUpQuery } from './sign-in.ts';

const empty = { workspaceName: '', name: '', email: '', password: '', timeZone: '' };

export default function SetUpPage() {
  const { token = '' }: { token?: string } = useSearch({ strict: false });
  const { data, error } = useQuery(setUpQuery(token));
  if (error !== null) return <Refused detail={asProblem(error).detail} />;
  if (data?.valid === false) return <Refused detail="It was used before, or a newer one was made." />;
  return <SetUp token={token} />;
}

function SetUp({ token }: { token: string }) {
  const form = useForm({
    initial: { ...empty, timeZone: browserTimeZone() },
    check: ({ workspaceName, name, email }) => ({
      ...(workspaceName.trim() === '' ? { workspaceName: 'Enter the name of your company.' } : {}),
      ...(name.trim() === '' ? { name: 'Enter your name.' } : {}),
      ...(email.trim() === '' ? { email: 'Enter your e-mail address.' } : {}),
    }),
    submit: async (values) => {
      await api.post('/api/set-up', { token, ...values });
      enter('/welcome');
    },
  });
  const zones = useMemo(() => timeZoneChoices(browserTimeZone()), []);
  return (
    <BarePage
      wide
      title="Set up Tandem"
      lede="Marketing and sales on one bicycle. You become the owner; colleagues are invited later."
    >
      <form onSubmit={form.submit} noValidate>
        <FormError problem={form.problem} />
        <Field label="Company" error={form.error('workspaceName')}>
          <TextInput
            {...form.field('workspaceName')}
            autoComplete="organization"
            placeholder="Hallow & Reed"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing to fill in
            autoFocus
          />
        </Field>
        <div className="two-fields">
          <Field label="Your name" error={form.error('name')}>
            <TextInput {...form.field('name')} autoComplete="name" />
          </Field>
          <Field label="E-mail" error={form.error('email')}>
            <TextInput {...form.field('email')} type="email" autoComplete="username" inputMode="email" />
          </Field>
        </div>
        <NewPassword field={form.field('password')} error={form.error('password')} />
        <Field
          label="Time zone"
          error={form.error('timeZone')}
          hint="The company's. Everybody may choose their own later."
        >
          <Select {...form.field('timeZone')} choices={zones} />
        </Field>
        <Button primary wide type="submit" busy={form.busy}>
          Start
        </Button>
      </form>
    </BarePage>
  );
}

function Refused({ detail }: { detail: string }) {
  return (
    <BarePage title="This set-up link does not work" lede={detail}>
      <p className="muted">
        Tandem prints a fresh link when it starts and nobody owns it yet: look at the terminal or the log. If
        it is set up already, sign in.
      </p>
      <ButtonLink to="/sign-in" wide>
        Go to sign in
      </ButtonLink>
    </BarePage>
  );
}
