import { useState, type FormEvent } from 'react';
import type { Selection } from '../../../web/list/selection.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { moveInMenu } from '../../../web/ui/Menu.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import { useProperties, type Property } from '../properties/properties.ts';
import { ValueInput, type Written } from '../properties/ValueInput.tsx';
import { typeWords } from '../properties/words.ts';
import { editMany } from './bulk.ts';

/** Sets one of the own properties of everything that is selected. */
export function BulkProperty({ selection }: { selection: Selection }) {
  const properties = useProperties('contact');
  if (properties.length === 0) return null;
  return (
    <Popover
      label="A property of the selected contacts"
      onKeyDown={moveInMenu}
      renderTrigger={(trigger) => (
        <Button small ghost icon="property" {...trigger}>
          Property
        </Button>
      )}
    >
      {(close) => <Steps properties={properties} selection={selection} close={close} />}
    </Popover>
  );
}

type Props = { properties: readonly Property[]; selection: Selection; close: () => void };

/** First which, then what, in the same small window. */
function Steps({ properties, selection, close }: Props) {
  const [property, setProperty] = useState<Property>();
  if (property === undefined) return <PropertyChoice properties={properties} onChoose={setProperty} />;
  return <ValueForm {...{ property, selection, close }} />;
}

function PropertyChoice({
  properties,
  onChoose,
}: Pick<Props, 'properties'> & { onChoose: (property: Property) => void }) {
  const [typed, setTyped] = useState('');
  const found = properties.filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <div className="inner filter-box">
      {properties.length > 8 && <SearchInput label="Find a property" value={typed} onChange={setTyped} />}
      <div className="choices">
        {found.map((property) => (
          <button key={property.id} type="button" className="menu-item" onClick={() => onChoose(property)}>
            <Icon name={typeWords[property.type].icon} />
            <span className="truncate">{property.label}</span>
          </button>
        ))}
        {found.length === 0 && <p className="muted">No property of that name.</p>}
      </div>
    </div>
  );
}

function ValueForm({ property, selection, close }: { property: Property } & Omit<Props, 'properties'>) {
  const [value, setValue] = useState<Written>(property.type === 'multi_choice' ? [] : '');
  const empty = value.length === 0;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    close();
    const did = empty ? `have no ${property.label} now` : `given another ${property.label}`;
    void editMany(selection, { properties: { [property.key]: empty ? null : value } }, did);
  };
  return (
    <form className="inner filter-box" onSubmit={apply}>
      {property.type === 'multi_choice' && <span className="strong">{property.label}</span>}
      <ValueInput property={property} value={value} onChange={setValue} />
      <Button small primary={!empty} type="submit">
        {empty ? `Empty ${property.label}` : `Set ${property.label}`}
      </Button>
    </form>
  );
}
