import { createContext, use, useId, useMemo, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type FieldIds = { id: string; describedBy: string | undefined; wrong: boolean };
const FieldContext = createContext<FieldIds | undefined>(undefined);

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Read aloud only: for fields whose meaning is plain to the eye. */
  hiddenLabel?: boolean;
  children: ReactNode;
};

/** Label, one control, hint and error. The control inside finds its ids by itself. */
export function Field({ label, hint, error, optional = false, hiddenLabel = false, children }: Props) {
  const id = useId();
  const wrong = error !== undefined && error !== '';
  const describedBy = [wrong && `${id}-wrong`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ');
  const ids = useMemo(
    () => ({ id, wrong, describedBy: describedBy === '' ? undefined : describedBy }),
    [id, wrong, describedBy],
  );
  return (
    <div className="field">
      <label htmlFor={id} className={hiddenLabel ? 'sr' : undefined}>
        {label} {optional && <span className="optional">optional</span>}
      </label>
      <FieldContext value={ids}>{children}</FieldContext>
      {wrong && (
        <span className="wrong" id={`${id}-wrong`} role="alert">
          <Icon name="warning" size={14} />
          {error}
        </span>
      )}
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** What a control inside a Field spreads on its element. */
export function useFieldControl() {
  const field = use(FieldContext);
  if (field === undefined) return {};
  return {
    id: field.id,
    'aria-invalid': field.wrong ? (true as const) : undefined,
    'aria-describedby': field.describedBy,
  };
}
