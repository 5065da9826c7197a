import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import type { Form } from '../../../web/forms/use-form.ts';
import '../handoff.css';

type Props<V extends Record<string, unknown>> = {
  title: string;
  form: Form<V>;
  submit: string;
  close: () => void;
  children: ReactNode;
};

/** ⌘ Enter sends it, from whatever field one is in. */
export function ActDialog<V extends Record<string, unknown>>({
  title,
  form,
  submit,
  close,
  children,
}: Props<V>) {
  const body = useRef<HTMLDivElement>(null);
  const send = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    body.current?.closest('form')?.requestSubmit();
  };
  return (
    <FormDialog title={title} form={form} submit={submit} onClose={close}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a key for all fields in it */}
      <div className="stack loose" ref={body} onKeyDown={send}>
        {children}
      </div>
    </FormDialog>
  );
}
