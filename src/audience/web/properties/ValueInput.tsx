import '../../../web/styles/list.css';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { useOwnerChoices } from '../people.ts';
import type { Property } from './properties.ts';
import { offeredChoices } from './words.ts';

/** As the server is told: what was typed, or the choices that were ticked. */
export type Written = string | string[];

type Props = {
  property: Property;
  value: Written;
  onChange: (value: Written) => void;
  error?: string | undefined;
};

const inputTypes: Partial<Record<Property['type'], string>> = { date: 'date', url: 'url' };
const placeholders: Partial<Record<Property['type'], string>> = {
  number: '1234.5',
  money: '1,234.50',
  url: 'https://example.com',
};

/** A value of a property in a form, by its type. */
export function ValueInput({ property, value, onChange, error }: Props) {
  const owners = useOwnerChoices();
  if (property.type === 'multi_choice') return <Ticks {...{ property, value, onChange }} />;
  const choices = choicesOf(property, owners);
  const label = property.currency === null ? property.label : `${property.label} in ${property.currency}`;
  const text = Array.isArray(value) ? '' : value;
  return (
    <Field label={label} error={error}>
      {choices === undefined ? (
        <TextInput
          value={text}
          onChange={onChange}
          type={inputTypes[property.type] ?? 'text'}
          placeholder={placeholders[property.type]}
          inputMode={property.type === 'number' || property.type === 'money' ? 'decimal' : undefined}
          data-autofocus
        />
      ) : (
        <Select value={text} onChange={onChange} choices={choices} placeholder="Nothing" data-autofocus />
      )}
    </Field>
  );
}

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function choicesOf(property: Property, owners: ReturnType<typeof useOwnerChoices>) {
  if (property.type === 'choice') return offeredChoices(property, []);
  if (property.type === 'yes_no') return yesOrNo;
  return property.type === 'user' ? owners : undefined;
}

type TicksProps = { property: Property; value: Written; onChange: (value: string[]) => void };

/** Any of the choices. */
export function Ticks({ property, value, onChange }: TicksProps) {
  const picked = Array.isArray(value) ? value : [];
  return (
    <fieldset className="choices" aria-label={property.label}>
      {offeredChoices(property, picked).map((choice) => (
        <div key={choice.value} className="column-line">
          <Checkbox
            checked={picked.includes(choice.value)}
            label={choice.label}
            onChange={(on) =>
              onChange(on ? [...picked, choice.value] : picked.filter((each) => each !== choice.value))
            }
          />
        </div>
      ))}
    </fieldset>
  );
}
