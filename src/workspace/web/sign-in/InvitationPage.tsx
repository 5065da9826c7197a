import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { asProblem } from '../../../web/problem.ts';
import { BarePage } from '../../../web/shell/BarePage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import '../sign-in.css';
import { browserTimeZone } from '../time-zones.ts';
import { NewPassword } from './NewPassword.tsx';
import { enter, invitationQuery, type Invitation } from './sign-in.ts';

export default function InvitationPage() {
  const { token = '' }: { token?: string } = useSearch({ strict: false });
  const { data, error } = useQuery(invitationQuery(token));
  if (error !== null) return <Refused detail={asProblem(error).detail} />;
  if (data === undefined) {
    return (
      <BarePage title="Your invitation">
        <Skeleton lines={4} />
      </BarePage>
    );
  }
  return <Acceptance token={token} invitation={data} />;
}

function Acceptance({ token, invitation }: { token: string; invitation: Invitation }) {
  const form = useForm({
    initial: { name: invitation.name ?? '', password: '' },
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter your name as colleagues know it.' } : {}),
    submit: async ({ name, password }) => {
      const path = `/api/invitations/${encodeURIComponent(token)}/acceptance`;
      await api.post(path, { name: name.trim(), password, timeZone: browserTimeZone() });
      enter('/');
    },
  });
  const { invitedBy, roleName, workspaceName } = invitation;
  return (
    <BarePage
      title={`Join ${workspaceName}`}
      lede={
        invitedBy === null ? `You are invited as ${roleName}.` : `${invitedBy} invites you as ${roleName}.`
      }
    >
      <form onSubmit={form.submit} noValidate>
        <FormError problem={form.problem} />
        <Field label="E-mail" hint="The address you were invited with; you sign in with it.">
          <TextInput
            name="email"
            value={invitation.email}
            onChange={() => undefined}
            readOnly
            autoComplete="username"
          />
        </Field>
        <Field label="Your name" error={form.error('name')}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing to fill in */}
          <TextInput {...form.field('name')} autoComplete="name" autoFocus />
        </Field>
        <NewPassword field={form.field('password')} error={form.error('password')} />
        <Button primary wide type="submit" busy={form.busy}>
          Join
        </Button>
      </form>
    </BarePage>
  );
}

function Refused({ detail }: { detail: string }) {
  return (
    <BarePage title="This invitation no longer works" lede={detail}>
      <p className="muted">If you have joined already, sign in with your e-mail address and password.</p>
      <ButtonLink to="/sign-in" wide>
        Go to sign in
      </ButtonLink>
    </BarePage>
  );
}
