import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { refresh } from '../parts/saving.ts';
import { PasswordInput } from '../sign-in/PasswordInput.tsx';
import { TwoStepSetUp } from './TwoStepSetUp.tsx';

export type Begun = { uri: string; backupCodes: string[] };
type Step = 'password' | 'removal' | Begun | undefined;

export function TwoStep({ on }: { on: boolean }) {
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  if (typeof step === 'object') return <TwoStepSetUp begun={step} close={close} />;
  return (
    <div className="row wrap">
      {on && (
        <span className="row positive">
          <Icon name="consent" />
          On
        </span>
      )}
      {on ? (
        <Button onClick={() => setStep('removal')}>Turn off</Button>
      ) : (
        <Button onClick={() => setStep('password')}>Set up</Button>
      )}
      {on && (
        <Button ghost onClick={() => setStep('password')}>
          Use another phone
        </Button>
      )}
      {step === 'password' && <AskPassword close={close} begun={setStep} />}
      {step === 'removal' && <Removal close={close} />}
    </div>
  );
}

function AskPassword({ close, begun }: { close: () => void; begun: (step: Begun) => void }) {
  const form = useForm({
    initial: { password: '' },
    submit: async ({ password }) => begun(await api.post<Begun>('/api/me/second-factor', { password })),
  });
  return (
    <FormDialog title="Set up two-step sign-in" form={form} submit="Go on" onClose={close}>
      <p>
        You need an authenticator app on your phone, for instance 2FAS, Google Authenticator or the one in
        your password manager.
      </p>
      <Field
        label="Your password"
        error={form.error('password')}
        hint="So that nobody sets it up at a screen you left open."
      >
        <PasswordInput {...form.field('password')} autoComplete="current-password" />
      </Field>
    </FormDialog>
  );
}

function Removal({ close }: { close: () => void }) {
  const form = useForm({
    initial: { password: '' },
    submit: async ({ password }) => {
      await api.delete('/api/me/second-factor', { password });
      close();
      toast('Two-step sign-in is off');
      await refresh([['me']]);
    },
  });
  return (
    <FormDialog title="Turn off two-step sign-in?" form={form} submit="Turn off" onClose={close}>
      <p>From then on your password alone lets you in. Your backup codes stop working.</p>
      <Field label="Your password" error={form.error('password')}>
        <PasswordInput {...form.field('password')} autoComplete="current-password" />
      </Field>
    </FormDialog>
  );
}
