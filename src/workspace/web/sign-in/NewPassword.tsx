import { Field } from '../../../web/ui/Field.tsx';
import { passwordHint, shortestPassword } from './new-password.ts';
import { PasswordInput } from './PasswordInput.tsx';

type Props = {
  label?: string;
  field: { name: string; value: string; onChange: (value: string) => void };
  error: string | undefined;
};

/** Says while one types what is still missing; whether it is easily guessed, only the server can tell. */
export function NewPassword({ label = 'Password', field, error }: Props) {
  const enough = error === undefined && field.value.length >= shortestPassword;
  return (
    <Field label={label} error={error} hint={error === undefined ? passwordHint(field.value) : undefined}>
      <PasswordInput {...field} autoComplete="new-password" />
      <span className="password-meter" data-enough={enough} aria-hidden="true">
        <i style={{ width: `${Math.min(1, field.value.length / shortestPassword) * 100}%` }} />
      </span>
    </Field>
  );
}
