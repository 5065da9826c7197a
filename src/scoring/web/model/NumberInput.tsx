import { useContext, useEffect, useId, useState } from 'react';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { Unusable } from './unusable.ts';

type Props = {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  /** Behind it: "days". */
  unit?: string;
  /** What the server said about it. */
  error?: string | undefined;
  whole?: boolean;
};

/** A number in a sentence. What cannot be used stays as it was typed, and says why. */
export function NumberInput({ label, value, onChange, min, max, unit, error, whole = false }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? String(value);
  const own = problemOf(shown, { min, max, whole });
  const wrong = own ?? error;
  const note = useContext(Unusable);
  const isUnusable = own !== undefined;
  useEffect(() => {
    note(id, isUnusable);
    return () => note(id, false);
  }, [note, id, isUnusable]);
  return (
    <span className={classes('number-input', wrong !== undefined && 'wrong-input')}>
      <TextInput
        type="text"
        inputMode={min < 0 || !whole ? 'text' : 'numeric'}
        aria-label={label}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong === undefined ? undefined : id}
        value={shown}
        onChange={(next) => {
          setTyped(next);
          if (problemOf(next, { min, max, whole }) === undefined) onChange(read(next));
        }}
        onBlur={() => wrong === undefined && setTyped(undefined)}
      />
      {unit !== undefined && <span className="muted">{unit}</span>}
      {wrong !== undefined && (
        <span id={id} className="small negative" role="alert">
          {wrong}
        </span>
      )}
    </span>
  );
}

function problemOf(
  typed: string,
  { min, max, whole }: { min: number; max: number; whole: boolean },
): string | undefined {
  const value = read(typed);
  const fits = typed.trim() !== '' && Number.isFinite(value) && value >= min && value <= max;
  if (fits && (!whole || Number.isInteger(value))) return undefined;
  return `Enter a ${whole ? 'whole ' : ''}number from ${words(min)} to ${words(max)}.`;
}

function words(value: number): string {
  return value < 0 ? `−${(-value).toLocaleString('en-GB')}` : value.toLocaleString('en-GB');
}

/** A true minus and a comma for the decimals are what people type, too. */
function read(typed: string): number {
  return Number(typed.trim().replace('−', '-').replace(',', '.'));
}
