import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormError } from '../ui/FormError.tsx';
import type { Form } from './use-form.ts';

type Props<V extends Record<string, unknown>> = {
  title: string;
  form: Form<V>;
  submit: string;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
};

/** A form in a dialog: its fields, what went wrong, and the two buttons every such form has. ⌘ Enter sends it. */
export function FormDialog<V extends Record<string, unknown>>({
  title,
  form,
  submit,
  onClose,
  wide,
  children,
}: Props<V>) {
  return (
    <Dialog title={title} onClose={onClose} wide={wide ?? false}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a key for all fields in it */}
      <form className="stack loose" onSubmit={form.submit} onKeyDown={send} noValidate>
        {children}
        <FormError problem={form.problem} />
        <div className="dialog-foot">
          <Button ghost onClick={onClose}>
            Cancel
          </Button>
          <Button primary type="submit" busy={form.busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function send(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
