import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sourceChoices } from '../../../audience/web/words.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { reasonChoices } from '../words.ts';
import { namesQuery, type Narrowed } from './feedback.ts';
import { noteChoices } from './words.ts';

type Props = { narrowed: Narrowed; narrow: (change: Partial<Record<keyof Narrowed, string>>) => void };

/** What the stream is narrowed to: it stands in the address, so a link shows the same. */
export function Filters({ narrowed, narrow }: Props) {
  const [open, setOpen] = useState(false);
  const some = Object.keys(narrowed).length > 0;
  return (
    <div className="feedback-filters" role="group" aria-label="Narrow what is shown">
      <SearchInput label="Search in what was said" value={narrowed.q ?? ''} onChange={(q) => narrow({ q })} />
      <Segmented
        label="Notes or verdicts"
        value={narrowed.type ?? ''}
        onChange={(type) => narrow({ type })}
        choices={[
          { value: '', label: 'All' },
          { value: 'note', label: 'Field notes' },
          { value: 'verdict', label: 'Verdicts' },
        ]}
      />
      <div className="only-narrow">
        <Button ghost icon="filter" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Fewer filters' : 'More filters'}
        </Button>
      </div>
      <div className={open ? 'narrowing open' : 'narrowing'}>
        <Choices narrowed={narrowed} narrow={narrow} />
        <TextInput
          aria-label="Campaign"
          placeholder="Campaign"
          className="campaign"
          value={narrowed.campaign ?? ''}
          onChange={(campaign) => narrow({ campaign })}
        />
        <Day label="From" value={narrowed.from} onChange={(from) => narrow({ from })} />
        <Day label="To" value={narrowed.to} onChange={(to) => narrow({ to })} />
      </div>
      {some && (
        <Button
          ghost
          icon="cross"
          onClick={() => narrow(Object.fromEntries(Object.keys(narrowed).map((name) => [name, ''])))}
        >
          Show all
        </Button>
      )}
    </div>
  );
}

function Choices({ narrowed, narrow }: Props) {
  const names = useQuery(namesQuery).data;
  const asChoices = (values: readonly string[] = []) => values.map((value) => ({ value, label: value }));
  return (
    <>
      <Choose
        label="Kind"
        value={narrowed.kind}
        choices={noteChoices}
        onChange={(kind) => narrow({ kind })}
      />
      <Choose
        label="Reason"
        value={narrowed.reason}
        choices={reasonChoices}
        onChange={(reason) => narrow({ reason })}
      />
      <Choose
        label="Source"
        value={narrowed.source}
        choices={sourceChoices}
        onChange={(source) => narrow({ source })}
      />
      <Choose
        label="Competitor"
        value={narrowed.competitor}
        choices={asChoices(names?.competitors)}
        onChange={(competitor) => narrow({ competitor })}
      />
      <Choose
        label="Product"
        value={narrowed.product}
        choices={asChoices(names?.products)}
        onChange={(product) => narrow({ product })}
      />
    </>
  );
}

type ChooseProps = {
  label: string;
  value: string | undefined;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

function Choose({ label, value = '', choices, onChange }: ChooseProps) {
  if (choices.length === 0) return null;
  const known = value === '' || choices.some((choice) => choice.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={label}
      value={value}
      choices={known ? choices : [...choices, { value, label: value }]}
      onChange={onChange}
    />
  );
}

type DayProps = { label: string; value: string | undefined; onChange: (day: string) => void };

function Day({ label, value = '', onChange }: DayProps) {
  return (
    <label className="from-to">
      <span className="small muted">{label}</span>
      <TextInput type="date" value={value} onChange={onChange} />
    </label>
  );
}
