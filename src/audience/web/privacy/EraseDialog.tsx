import { useState } from 'react';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { Contact } from '../contacts.ts';
import { eraseForGood, type Erasure } from './privacy.ts';
import { Receipt } from './Receipt.tsx';

type Props = { contact: Contact; onErased: () => void; onClose: () => void };

/** The one thing that cannot be taken back: it asks for the name, says what goes, and ends in a receipt. */
export function EraseDialog({ contact, onErased, onClose }: Props) {
  const [receipt, setReceipt] = useState<Erasure>();
  const form = useForm({
    initial: { reason: '', name: '' },
    check: ({ reason, name }) => ({
      ...(reason.trim() === '' ? { reason: 'Say why, for example “Asked by e-mail on 3 March”.' } : {}),
      ...(name.trim() === contact.name ? {} : { name: `Type ${contact.name} to confirm.` }),
    }),
    submit: async ({ reason }) => setReceipt(await eraseForGood(contact, reason)),
  });
  if (receipt !== undefined) {
    return (
      <Dialog title="Erased for good" onClose={onErased}>
        <Receipt erasure={receipt} />
        <div className="dialog-foot">
          <Button primary onClick={onErased}>
            Done
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={`Erase ${contact.name} for good?`}
      form={form}
      submit="Erase for good"
      onClose={onClose}
    >
      <p>
        The record, everything that happened with {contact.name}, consents, identities, history and what the
        audit log says about them are erased at once, in every part of Tandem. This cannot be taken back. A
        receipt without a name stays.
      </p>
      <Field label="Why" error={form.error('reason')} hint="Kept with the receipt: do not name the person.">
        <TextInput {...form.field('reason')} placeholder="Asked by e-mail on 3 March" />
      </Field>
      <Field label={`Type ${contact.name} to confirm`} error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder={contact.name} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}
