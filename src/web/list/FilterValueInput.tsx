import { useState } from 'react';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { isDated, isSpan, type Filter, type FilterField, type FilterValue } from './filter.ts';
import { useChoices } from './use-choices.ts';

type Props = { field: FilterField; filter: Filter; onChange: (value: FilterValue) => void };

const spans = [
  { value: '1d', label: 'day' },
  { value: '7d', label: '7 days' },
  { value: '14d', label: '14 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '180d', label: '180 days' },
  { value: '365d', label: '365 days' },
];

export function FilterValueInput({ field, filter, onChange }: Props) {
  const [, operator, value] = filter;
  if (field.type === 'choice' || field.type === 'user' || field.type === 'tags')
    return <ChoiceInput {...{ field, filter, onChange }} />;
  if (field.type === 'yesno') {
    return (
      <Segmented
        label={field.label}
        value={value === false ? 'no' : 'yes'}
        onChange={(answer) => onChange(answer === 'yes')}
        choices={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
    );
  }
  if (isSpan(operator)) {
    return (
      <Field label="How long" hiddenLabel>
        <Select value={String(value)} choices={spans} onChange={onChange} data-autofocus />
      </Field>
    );
  }
  const unit = unitOf(field);
  const text = value === null ? '' : field.type === 'number' ? String(Number(value) / unit) : String(value);
  const type = field.type === 'number' ? 'number' : isDated(field) ? 'date' : 'text';
  return (
    <Field
      label={field.currency === undefined ? 'Value' : `Amount in ${field.currency}`}
      hiddenLabel={field.currency === undefined}
    >
      <TextInput
        type={type}
        value={text}
        data-autofocus
        placeholder="Value"
        onChange={(typed) =>
          onChange(type === 'number' && typed !== '' ? Math.round(Number(typed) * unit * 1e6) / 1e6 : typed)
        }
      />
    </Field>
  );
}

/** Money is asked for in pounds and kept in pence. */
function unitOf({ currency }: FilterField): number {
  if (currency === undefined) return 1;
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
}

function ChoiceInput({ field, filter, onChange }: Props) {
  const choices = useChoices(field);
  const [typed, setTyped] = useState('');
  const value = filter[2];
  const picked = Array.isArray(value) ? value : value === null ? [] : [String(value)];
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <>
      {choices.length > 8 && <SearchInput label="Find" value={typed} onChange={setTyped} />}
      <fieldset className="choices" aria-label={field.label}>
        {found.map((choice) => (
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
        {found.length === 0 && <p className="muted">Nothing of that name.</p>}
      </fieldset>
    </>
  );
}
