import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { BarePage } from '../../../web/shell/BarePage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { plainCode } from './codes.ts';
import { enter } from './sign-in.ts';

/** The password was right; now the code from the phone, or one of the codes kept for the day it is lost. */
export function SecondFactorStep({ to, back }: { to: string; back: () => void }) {
  const [backup, setBackup] = useState(false);
  const form = useForm({
    initial: { code: '', trustDevice: false },
    check: ({ code }) => (plainCode(code, backup) === '' ? { code: 'Enter the code.' } : {}),
    submit: async ({ code, trustDevice }) => {
      await api.post('/api/sign-in/second-factor', { code: plainCode(code, backup), trustDevice });
      enter(to);
    },
  });
  const swap = () => {
    setBackup(!backup);
    form.reset({ ...form.values, code: '' });
  };
  return (
    <BarePage
      title="One more step"
      lede={
        backup
          ? 'Enter one of the backup codes you kept. Each works once.'
          : 'Enter the six digits your authenticator app shows for Tandem.'
      }
    >
      <form onSubmit={form.submit} noValidate>
        <FormError problem={form.problem} />
        <Field label={backup ? 'Backup code' : 'Code'} error={form.error('code')}>
          <TextInput
            key={String(backup)}
            {...form.field('code')}
            className="code-input"
            autoComplete="one-time-code"
            inputMode={backup ? 'text' : 'numeric'}
            spellCheck={false}
            autoCapitalize="none"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the step is this one field
            autoFocus
          />
        </Field>
        <Checkbox
          checked={form.values.trustDevice}
          onChange={(trust) => form.set('trustDevice', trust)}
          label="Do not ask on this device for 30 days"
        />
        <Button primary wide type="submit" busy={form.busy}>
          Go on
        </Button>
        <div className="row between wrap small">
          <button type="button" className="plain-link" onClick={swap}>
            {backup ? 'Use the authenticator app' : 'Use a backup code'}
          </button>
          <button type="button" className="plain-link" onClick={back}>
            Sign in as somebody else
          </button>
        </div>
      </form>
    </BarePage>
  );
}
