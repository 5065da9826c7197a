import { useState } from 'react';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import { isUnit, lengthOf, minutesOf, units } from '../lengths.ts';

type Props = { label: string; value: number; onChange: (value: number) => void; long?: boolean };

/** A number in a sentence. What cannot be read as one leaves the number as it was, and is seen to be wrong. */
export function Amount({ label, value, onChange, long = false }: Props) {
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(value);
  const read = Number(text.replace(',', '.'));
  const wrong = text.trim() === '' || !Number.isFinite(read);
  return (
    <TextInput
      className={long ? 'amount long' : 'amount'}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={wrong ? true : undefined}
      value={text}
      onChange={(next) => {
        setTyped(next);
        const number = Number(next.replace(',', '.'));
        if (next.trim() !== '' && Number.isFinite(number)) onChange(number);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

/** "2 working days", in minutes. */
export function LengthInput({
  label,
  minutes,
  onChange,
}: {
  label: string;
  minutes: number;
  onChange: (minutes: number) => void;
}) {
  const [unit, setUnit] = useState(lengthOf(minutes).unit);
  const amount = minutes / minutesOf({ amount: 1, unit });
  return (
    <>
      <Amount
        label={label}
        value={Number(amount.toFixed(2))}
        onChange={(next) => onChange(minutesOf({ amount: next, unit }))}
      />
      <Select
        aria-label={`${label}: unit`}
        value={unit}
        choices={units}
        onChange={(next) => {
          if (!isUnit(next)) return;
          setUnit(next);
          onChange(minutesOf({ amount, unit: next }));
        }}
      />
    </>
  );
}

/** A share, written in per cent. */
export function Share({ value, onChange }: { value: number; onChange: (share: number) => void }) {
  return (
    <span className="share">
      <Amount
        label="Share in per cent"
        value={Number((value * 100).toFixed(2))}
        onChange={(next) => onChange(next / 100)}
      />
      %
    </span>
  );
}
