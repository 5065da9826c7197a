import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { refresh } from '../parts/saving.ts';
import { NewPassword } from '../sign-in/NewPassword.tsx';
import { PasswordInput } from '../sign-in/PasswordInput.tsx';
import '../sign-in.css';

const empty = { currentPassword: '', newPassword: '' };

export function PasswordForm({ email }: { email: string }) {
  const form = useForm({
    initial: empty,
    check: ({ currentPassword, newPassword }) => ({
      ...(currentPassword === '' ? { currentPassword: 'Enter the password you sign in with today.' } : {}),
      ...(newPassword === '' ? { newPassword: 'Enter a new password.' } : {}),
    }),
    submit: async (values) => {
      await api.put('/api/me/password', values);
      form.reset(empty);
      toast('Password changed. Every other device is signed out.');
      await refresh([['me', 'sessions']]);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="narrow">
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={form.error('currentPassword')}>
        <PasswordInput {...form.field('currentPassword')} autoComplete="current-password" />
      </Field>
      <NewPassword label="New password" field={form.field('newPassword')} error={form.error('newPassword')} />
      <FormError problem={form.problem} />
      <div className="form-foot">
        <Button type="submit" busy={form.busy} disabled={!form.dirty}>
          Change password
        </Button>
      </div>
    </form>
  );
}
