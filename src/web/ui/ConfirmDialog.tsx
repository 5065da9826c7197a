import { useState, type ReactNode } from 'react';
import { asProblem, type Problem } from '../problem.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Field } from './Field.tsx';
import { FormError } from './FormError.tsx';
import { TextInput } from './TextInput.tsx';

type Props = {
  title: string;
  /** Says exactly what will be lost. */
  children: ReactNode;
  confirm: string;
  keep?: string;
  /** Must be typed to go on, for what hurts most. */
  typeName?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
};

/** Only for what cannot be undone; everything else is done at once, with Undo in the toast. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  keep = 'Keep',
  typeName,
  onConfirm,
  onClose,
}: Props) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const goOn = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };
  const ready = typeName === undefined || typed.trim() === typeName;
  return (
    <Dialog title={title} onClose={onClose} role="alertdialog">
      <div>{children}</div>
      {typeName !== undefined && (
        <Field label={`Type ${typeName} to confirm`}>
          <TextInput value={typed} onChange={setTyped} placeholder={typeName} />
        </Field>
      )}
      <FormError problem={problem} />
      <div className="dialog-foot">
        <Button ghost onClick={onClose}>
          {keep}
        </Button>
        <Button danger disabled={!ready} busy={busy} onClick={() => void goOn()}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
