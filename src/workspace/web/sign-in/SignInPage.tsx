import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { BarePage } from '../../../web/shell/BarePage.tsx';
import { Button, buttonLook } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import '../sign-in.css';
import { PasswordInput } from './PasswordInput.tsx';
import { SecondFactorStep } from './SecondFactorStep.tsx';
import { enter, methodsQuery, safeWay } from './sign-in.ts';

export default function SignInPage() {
  const search: { then?: string; refused?: string } = useSearch({ strict: false });
  const to = safeWay(search.then);
  const [askingForCode, setAskingForCode] = useState(false);
  const { data: methods } = useQuery(methodsQuery(search.refused));
  if (askingForCode) return <SecondFactorStep to={to} back={() => setAskingForCode(false)} />;
  const provider = methods?.oidc?.name;
  const refusal = methods?.refusal ?? undefined;
  return (
    <BarePage title="Sign in" foot="No account yet? An administrator of your workspace can invite you.">
      {refusal !== undefined && <Notice text={refusal} />}
      {provider !== undefined && (
        <a
          className={buttonLook({ wide: true, primary: methods?.password === false })}
          href="/api/sign-in/oidc"
        >
          <Icon name="key" />
          <span>Sign in with {provider}</span>
        </a>
      )}
      {provider !== undefined && methods?.password !== false && <div className="either">or</div>}
      {methods?.password !== false && <PasswordForm to={to} onSecondFactor={() => setAskingForCode(true)} />}
    </BarePage>
  );
}

function PasswordForm({ to, onSecondFactor }: { to: string; onSecondFactor: () => void }) {
  const form = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      ...(email.trim() === '' ? { email: 'Enter your e-mail address.' } : {}),
      ...(password === '' ? { password: 'Enter your password.' } : {}),
    }),
    submit: async ({ email, password }) => {
      const answer = await api.post<{ secondFactor?: boolean } | undefined>('/api/sign-in', {
        email: email.trim(),
        password,
      });
      if (answer?.secondFactor === true) onSecondFactor();
      // The first time an owner comes, there is something to choose; everybody else is sent on at once.
      else enter(to === '/' ? '/welcome' : to);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <FormError problem={form.problem} />
      <Field label="E-mail" error={form.error('email')}>
        <TextInput
          {...form.field('email')}
          type="email"
          autoComplete="username"
          inputMode="email"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing to fill in
          autoFocus
        />
      </Field>
      <Field label="Password" error={form.error('password')}>
        <PasswordInput {...form.field('password')} autoComplete="current-password" />
      </Field>
      <Button primary wide type="submit" busy={form.busy}>
        Sign in
      </Button>
      <Link
        to="/forgot"
        search={form.values.email === '' ? {} : { email: form.values.email }}
        className="link small quiet-link"
      >
        Forgot your password?
      </Link>
    </form>
  );
}

function Notice({ text }: { text: string }) {
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <div>{text}</div>
    </div>
  );
}
