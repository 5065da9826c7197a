import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import {
  isWhole,
  needsValue,
  operatorsOf,
  operatorWord,
  withOperator,
  type Filter,
  type FilterField,
  type Operator,
} from './filter.ts';
import { FilterValueInput } from './FilterValueInput.tsx';

const wait = 250;

type Props = {
  field: FilterField;
  filter: Filter;
  /** Called when the fingers rest, and when the window closes. */
  onCommit: (filter: Filter) => void;
  close: () => void;
  /** Not in the list yet: its starting value counts as a change. */
  fresh?: boolean;
};

export function FilterEditor({ field, filter, onCommit, close, fresh = false }: Props) {
  const [draft, setDraft] = useState(filter);
  const committed = useRef(fresh ? '' : JSON.stringify(filter));
  const commit = useEffectEvent((next: Filter) => {
    const text = JSON.stringify(next);
    if (!isWhole(next) || text === committed.current) return;
    committed.current = text;
    onCommit(next);
  });
  const commitLast = useEffectEvent(() => commit(draft));
  useEffect(() => {
    const timer = setTimeout(() => commit(draft), wait);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => () => commitLast(), []);
  const operators = operatorsOf(field);
  return (
    <form
      className="inner filter-box"
      onSubmit={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <Field label={field.label}>
        <Select
          value={draft[1]}
          disabled={operators.length < 2}
          choices={operators.map((operator) => ({ value: operator, label: operatorWord(operator, field) }))}
          onChange={(operator) => setDraft(withOperator(draft, operator as Operator))}
        />
      </Field>
      {needsValue(draft[1]) && (
        <FilterValueInput
          field={field}
          filter={draft}
          onChange={(value) => setDraft([draft[0], draft[1], value])}
        />
      )}
      <Button small type="submit">
        Done
      </Button>
    </form>
  );
}
