import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { BarePage } from '../../../web/shell/BarePage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { toast } from '../../../web/ui/toast.ts';
import '../sign-in.css';
import { NewPassword } from './NewPassword.tsx';

export default function ResetPage() {
  const { token = '' }: { token?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const form = useForm({
    initial: { password: '' },
    submit: async ({ password }) => {
      await api.put(`/api/password-resets/${encodeURIComponent(token)}`, { password });
      toast('Your new password is set. Sign in with it.');
      await navigate({ to: '/sign-in' });
    },
  });
  const spent = form.problem?.status === 404 || form.problem?.status === 409;
  if (spent) {
    return (
      <BarePage
        title="This link no longer works"
        lede="It was used already, or it is too old. Your password is unchanged."
      >
        <ButtonLink to="/forgot" primary wide>
          Send a new link
        </ButtonLink>
      </BarePage>
    );
  }
  return (
    <BarePage
      title="Choose a new password"
      lede="Every other device is signed out when you save it."
      foot={
        <Link to="/sign-in" className="link">
          Back to sign in
        </Link>
      }
    >
      <form onSubmit={form.submit} noValidate>
        <FormError problem={form.problem} />
        <NewPassword label="New password" field={form.field('password')} error={form.error('password')} />
        <Button primary wide type="submit" busy={form.busy}>
          Save password
        </Button>
      </form>
    </BarePage>
  );
}
