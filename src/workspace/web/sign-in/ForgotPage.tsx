import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { BarePage } from '../../../web/shell/BarePage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import '../sign-in.css';

export default function ForgotPage() {
  const search: { email?: string } = useSearch({ strict: false });
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({
    initial: { email: search.email ?? '' },
    check: ({ email }) => (email.trim() === '' ? { email: 'Enter your e-mail address.' } : {}),
    submit: async ({ email }) => {
      await api.post('/api/password-resets', { email: email.trim() });
      setSentTo(email.trim());
    },
  });
  if (sentTo !== undefined) return <Sent email={sentTo} again={() => setSentTo(undefined)} />;
  return (
    <BarePage
      title="Forgot your password?"
      lede="Enter your e-mail address and we send you a link to choose a new one."
      foot={<BackToSignIn />}
    >
      <form onSubmit={form.submit} noValidate>
        <FormError problem={form.problem} />
        <Field label="E-mail" error={form.error('email')}>
          <TextInput
            {...form.field('email')}
            type="email"
            autoComplete="username"
            inputMode="email"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this one field
            autoFocus
          />
        </Field>
        <Button primary wide type="submit" busy={form.busy}>
          Send the link
        </Button>
      </form>
    </BarePage>
  );
}

/** The same words whether somebody works here or not: nobody learns who does. */
function Sent({ email, again }: { email: string; again: () => void }) {
  return (
    <BarePage title="Look into your mailbox" foot={<BackToSignIn />}>
      <div className="stack loose" role="status">
        <p>
          If <strong className="strong">{email}</strong> works here, a link to choose a new password is on its
          way. It is valid for two hours.
        </p>
        <p className="muted">
          Nothing after a few minutes? Look into the spam folder. If your Tandem sends no mail yet, an
          administrator finds the link under Settings, Outbox.
        </p>
        <Button onClick={again}>Use another address</Button>
      </div>
    </BarePage>
  );
}

function BackToSignIn() {
  return (
    <Link to="/sign-in" className="link">
      Back to sign in
    </Link>
  );
}
