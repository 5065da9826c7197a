import { useRef, useState } from 'react';
import { SearchInput } from '../ui/SearchInput.tsx';
import { newFilter, type Filter, type FilterField } from './filter.ts';
import { FilterEditor } from './FilterEditor.tsx';

type Props = {
  fields: readonly FilterField[];
  onAdd: (filter: Filter) => void;
  onChange: (filter: Filter) => void;
  close: () => void;
};

/** First the property, then its value, in the same small window. */
export function NewFilter({ fields, onAdd, onChange, close }: Props) {
  const [field, setField] = useState<FilterField>();
  const added = useRef(false);
  const commit = (filter: Filter) => {
    if (added.current) onChange(filter);
    else onAdd(filter);
    added.current = true;
  };
  if (field === undefined) return <FieldChoice fields={fields} onChoose={setField} />;
  return <FilterEditor field={field} filter={newFilter(field)} onCommit={commit} close={close} fresh />;
}

function FieldChoice({
  fields,
  onChoose,
}: {
  fields: readonly FilterField[];
  onChoose: (field: FilterField) => void;
}) {
  const [typed, setTyped] = useState('');
  const found = fields.filter((field) => field.label.toLowerCase().includes(typed.trim().toLowerCase()));
  const [first] = found;
  return (
    <div className="inner filter-box">
      <SearchInput
        label="Find a property"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => event.key === 'Enter' && first !== undefined && onChoose(first)}
      />
      <div className="choices">
        {found.map((field) => (
          <button key={field.id} type="button" className="menu-item" onClick={() => onChoose(field)}>
            {field.label}
          </button>
        ))}
        {found.length === 0 && <p className="muted">No property of that name.</p>}
      </div>
    </div>
  );
}
