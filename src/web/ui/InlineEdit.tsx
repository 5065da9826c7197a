import type { KeyboardEvent, ReactNode } from 'react';
import { Select, type Choice } from './Select.tsx';
import { TextArea } from './TextArea.tsx';
import { TextInput } from './TextInput.tsx';
import { useInlineEdit, type Edit, type InlineEditing } from './use-inline-edit.ts';

type Props = {
  label: string;
  value: string;
  /** Called with the new value; a thrown Problem brings the input back with what was typed. */
  save: (value: string) => Promise<unknown>;
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'number' | 'long';
  /** A function is only asked when they are needed: to list every country takes a while. */
  choices?: readonly Choice[] | (() => readonly Choice[]) | undefined;
  /** How the value looks when it is not being edited. */
  show?: (value: string) => ReactNode;
  /** What an empty one offers: 'Add'. */
  blank?: string;
  /** What an empty one says to those who may not fill it in. */
  absent?: string;
  /** Of choices: there must be one. */
  required?: boolean;
  /** In the empty input; of choices, the one that empties: 'Nothing'. */
  placeholder?: string;
  /** false: plain text, for those who may not. */
  may?: boolean;
};

/** Click (or e) to edit, Enter saves at once, Esc takes it back, Undo stands in the toast. */
export function InlineEdit(props: Props) {
  const { label, value, save, type = 'text', choices, show, blank = 'Add', absent = 'Not known' } = props;
  const { may = true, required = false, placeholder } = props;
  const editing = useInlineEdit({ label, value, save });
  const { edit, shown, saving, button, start } = editing;
  if (edit !== undefined)
    return <EditBox {...{ label, type, choices, required, placeholder, edit, editing }} />;
  const words = () => listOf(choices)?.find((choice) => choice.value === shown)?.label ?? shown;
  const empty = <span className="blank">{may ? blank : absent}</span>;
  const text = shown === '' ? empty : (show?.(shown) ?? words());
  if (!may) return <span>{text}</span>;
  return (
    <button
      ref={button}
      type="button"
      className="inline-edit"
      data-inline-edit
      aria-busy={saving ? true : undefined}
      onClick={start}
    >
      <span className="sr">{label}: </span>
      {text}
      <span className="sr">. Edit</span>
    </button>
  );
}

type BoxProps = Pick<Props, 'label' | 'choices'> & {
  required: boolean;
  placeholder: string | undefined;
  type: NonNullable<Props['type']>;
  edit: Edit;
  editing: InlineEditing;
};

function EditBox({ label, type, choices, required, placeholder, edit, editing }: BoxProps) {
  const { change, keep, cancel } = editing;
  const onKeyDown = (event: KeyboardEvent) => {
    const enter = event.key === 'Enter' && (type !== 'long' || event.metaKey || event.ctrlKey);
    if (event.key !== 'Escape' && !enter) return;
    event.preventDefault();
    event.stopPropagation();
    if (enter) void keep(edit.typed, true);
    else cancel();
  };
  const shared = {
    'aria-label': label,
    'aria-invalid': edit.error === undefined ? undefined : true,
    value: edit.typed,
    autoFocus: true,
    onKeyDown,
    onChange: change,
    // Leaving saves what is new; what the server refused waits for Enter or Esc instead of failing again.
    onBlur: () => edit.error === undefined && void keep(edit.typed, false),
  } as const;
  return (
    <span className="inline-edit-form">
      {choices !== undefined && (
        <Select
          {...shared}
          choices={listOf(choices) ?? []}
          // Where one must be chosen, the empty line only stands while none is.
          {...(required && edit.typed !== '' ? {} : { placeholder: placeholder ?? 'Nothing' })}
          onChange={(typed) => void keep(typed, true)}
        />
      )}
      {choices === undefined && type === 'long' && <TextArea {...shared} placeholder={placeholder} />}
      {choices === undefined && type !== 'long' && (
        <TextInput
          {...shared}
          type={type}
          placeholder={placeholder}
          onFocus={(event) => event.target.select()}
        />
      )}
      {edit.error !== undefined && (
        <span className="wrong" role="alert">
          {edit.error}
        </span>
      )}
    </span>
  );
}

function listOf(choices: Props['choices']): readonly Choice[] | undefined {
  return typeof choices === 'function' ? choices() : choices;
}
