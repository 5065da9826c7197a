import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { Copyable, CopyButton } from '../parts/Copyable.tsx';
import { refresh } from '../parts/saving.ts';
import { inFours, plainCode } from '../sign-in/codes.ts';
import { secretOf } from './account.ts';
import { QrCode } from './QrCode.tsx';
import type { Begun } from './TwoStep.tsx';

/** First the phone proves that it has the secret; then the codes for the day it is lost, once. */
export function TwoStepSetUp({ begun, close }: { begun: Begun; close: () => void }) {
  const [confirmed, setConfirmed] = useState(false);
  if (confirmed) return <BackupCodes codes={begun.backupCodes} close={close} />;
  return <Scan begun={begun} close={close} onConfirmed={() => setConfirmed(true)} />;
}

function Scan({ begun, close, onConfirmed }: { begun: Begun; close: () => void; onConfirmed: () => void }) {
  const secret = secretOf(begun.uri);
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) =>
      /^\d{6}$/.test(plainCode(code, false)) ? {} : { code: 'Enter the six digits your app shows.' },
    submit: async ({ code }) => {
      await api.put('/api/me/second-factor/confirmation', { code: plainCode(code, false) });
      onConfirmed();
    },
  });
  return (
    <div className="two-step">
      <QrCode text={begun.uri} label="QR code for your authenticator app" />
      <ol>
        <li>
          Scan this with your authenticator app. On this very phone,{' '}
          <a className="link" href={begun.uri}>
            open it in the app
          </a>
          .
        </li>
        <li>
          <div className="stack">
            <span>Or type this key into the app:</span>
            <Copyable label="Key" text={secret} shown={inFours(secret)} />
          </div>
        </li>
        <li>
          <form className="stack" onSubmit={form.submit} noValidate>
            <Field label="Enter the six digits it shows now" error={form.error('code')}>
              <TextInput
                {...form.field('code')}
                inputMode="numeric"
                autoComplete="one-time-code"
                className="code-input"
              />
            </Field>
            <FormError problem={form.problem} />
            <div className="form-foot">
              <Button type="submit" busy={form.busy}>
                Turn on
              </Button>
              <Button ghost onClick={close}>
                Cancel
              </Button>
            </div>
          </form>
        </li>
      </ol>
    </div>
  );
}

function BackupCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const [kept, setKept] = useState(false);
  const done = async () => {
    close();
    await refresh([['me']]);
    toast('Two-step sign-in is on');
  };
  return (
    <div className="stack loose narrow">
      <div className="stack">
        <h3 className="strong">Keep these backup codes</h3>
        <p className="muted">
          Each lets you in once when your phone is lost. They are shown only now; print them or put them into
          your password manager.
        </p>
      </div>
      <ul className="codes" aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <CopyButton text={codes.join('\n')} label="Backup codes" />
      </div>
      <Checkbox checked={kept} onChange={setKept} label="I have put them somewhere safe" />
      <div>
        <Button disabled={!kept} onClick={() => void done()}>
          Done
        </Button>
      </div>
    </div>
  );
}
