import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { Copyable } from '../parts/Copyable.tsx';
import { refresh } from '../parts/saving.ts';
import { RoleChoice } from '../people/RoleChoice.tsx';
import type { RoleName } from '../roles.ts';
import type { ApiKey } from './KeysPage.tsx';

type MadeKey = ApiKey & { key: string };

export function NewKey({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeKey>();
  const form = useForm<{ name: string; role: RoleName }>({
    initial: { name: '', role: 'marketer' },
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter what uses it, for instance Web shop.' } : {}),
    submit: async ({ name, role }) => {
      setMade(await api.post<MadeKey>('/api/keys', { name: name.trim(), role }));
      await refresh([['keys']]);
    },
  });
  if (made !== undefined) return <Shown made={made} onClose={onClose} />;
  return (
    <FormDialog title="New API key" form={form} submit="Create key" onClose={onClose} wide>
      <Field
        label="Name"
        error={form.error('name')}
        hint="The program that uses it: you see it in the audit log."
      >
        <TextInput {...form.field('name')} placeholder="Web shop" data-autofocus />
      </Field>
      <RoleChoice {...form.field('role')} />
    </FormDialog>
  );
}

function Shown({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  return (
    <Dialog title={`The key of ${made.name}`} onClose={onClose}>
      <p>
        Copy it now and keep it like a password. Tandem stores only a print of it and cannot show it again.
      </p>
      <Copyable label="API key" text={made.key} />
      <div className="stack">
        <p className="muted">Send it in the header of every request:</p>
        <Copyable label="Example" text={`curl -H "x-api-key: ${made.key}" ${location.origin}/api/people`} />
      </div>
      <div className="dialog-foot">
        <Button primary onClick={onClose}>
          I have copied it
        </Button>
      </div>
    </Dialog>
  );
}
