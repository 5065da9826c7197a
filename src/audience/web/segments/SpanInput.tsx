import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { spanParts, unitChoices } from './words.ts';

type Props = { label: string; value: unknown; onChange: (span: string) => void };

/** 30 days */
export function SpanInput({ label, value, onChange }: Props) {
  const [amount, unit] = spanParts(value);
  return (
    <span className="span-input">
      <TextInput
        type="number"
        min={1}
        max={9_999}
        aria-label={`${label}, how many`}
        value={amount}
        onChange={(typed) => onChange(`${typed}${unit}`)}
      />
      <Select
        aria-label={`${label}, unit`}
        value={unit}
        choices={unitChoices}
        onChange={(chosen) => onChange(`${amount}${chosen}`)}
      />
    </span>
  );
}
