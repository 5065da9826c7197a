import { Fragment } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/Popover.tsx';
import { AddFilter } from './AddFilter.tsx';
import { filterSentence, operatorWord, valueWords, type Filter, type FilterField } from './filter.ts';
import { useChoices } from './use-choices.ts';

const FilterEditor = later(async () => (await import('./FilterEditor.tsx')).FilterEditor);

type Props = { fields: readonly FilterField[]; filters: Filter[]; onChange: (filters: Filter[]) => void };

/** Chips that read aloud as one sentence: Stage is Lead or Customer and Created in the last 30 days. */
export function FilterBar({ fields, filters, onChange }: Props) {
  const replace = (index: number, filter: Filter) => onChange(filters.with(index, filter));
  const remove = (index: number) => onChange(filters.toSpliced(index, 1));
  return (
    <fieldset className="sentence" aria-label="Filters">
      {keyed(filters).map(({ key, filter }, index) => {
        const field = fields.find((known) => known.id === filter[0]);
        if (field === undefined) return null;
        return (
          <Fragment key={key}>
            {index > 0 && 'and'}
            <Chip
              {...{ filter, field }}
              onChange={(next) => replace(index, next)}
              onRemove={() => remove(index)}
            />
          </Fragment>
        );
      })}
      {fields.length > 0 && (
        <AddFilter
          fields={fields}
          onAdd={(filter) => onChange([...filters, filter])}
          onChange={(filter) => onChange([...filters.slice(0, -1), filter])}
        />
      )}
      {filters.length > 1 && (
        <Button small ghost onClick={() => onChange([])}>
          Clear
        </Button>
      )}
    </fieldset>
  );
}

/** The same property may be asked twice (after, and before). */
function keyed(filters: Filter[]): { key: string; filter: Filter }[] {
  return filters.map((filter, index) => {
    const nth = filters.slice(0, index).filter(([field]) => field === filter[0]).length;
    return { key: `${filter[0]} ${nth}`, filter };
  });
}

type ChipProps = {
  filter: Filter;
  field: FilterField;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
};

function Chip({ filter, field, onChange, onRemove }: ChipProps) {
  const choices = useChoices(field, filter[2] !== null);
  const value = valueWords(filter, field, choices);
  return (
    <span className="chip">
      <Popover
        label={`Filter by ${field.label}`}
        renderTrigger={(props) => (
          <button type="button" {...props}>
            <span>{field.label}</span> <span className="is">{operatorWord(filter[1], field)}</span>{' '}
            {value !== '' && <span className="value truncate">{value}</span>}
            <span className="sr">. Change</span>
          </button>
        )}
      >
        {(close) => <FilterEditor field={field} filter={filter} onCommit={onChange} close={close} />}
      </Popover>
      <button
        type="button"
        className="remove"
        aria-label={`Remove: ${filterSentence(filter, field, choices)}`}
        onClick={onRemove}
      >
        <Icon name="cross" size={12} />
      </button>
    </span>
  );
}
