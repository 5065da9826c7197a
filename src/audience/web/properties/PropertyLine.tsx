import { api } from '../../../web/api.ts';
import { about, counted } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { tip } from '../../../web/ui/tip.ts';
import { attempt } from '../contacts.ts';
import { refreshProperties, type Property, type Usage } from './properties.ts';
import { typeWords } from './words.ts';

type Props = {
  property: Property;
  usage: Usage | undefined;
  /** Those in use, in their order. */
  all: readonly Property[];
  edit: (property: Property) => void;
};

export function PropertyLine({ property, usage, all, edit }: Props) {
  const { label, description, type, archivedAt, indexWantedAt, indexedAt } = property;
  const archived = archivedAt !== null;
  const { name, icon } = typeWords[type];
  return (
    <li>
      <Icon name={icon} />
      <span className="about">
        <span className="row wrap">
          <span className="strong">{label}</span>
          <span className="small muted">{detailOf(property, name)}</span>
          {indexedAt !== null && indexWantedAt !== null && (
            <span {...tip('Long lists are fast to filter and sort by it')}>
              <Tag tone="outline">Fast lists</Tag>
            </span>
          )}
          {indexedAt === null && indexWantedAt !== null && <Tag tone="outline">Being made fast</Tag>}
        </span>
        {description !== null && <span className="small muted">{description}</span>}
      </span>
      <span className="use small muted num">{usageWords(property, usage)}</span>
      <span className="acts">
        {archived ? (
          <Button small ghost onClick={() => void setArchived(property, false)}>
            Restore
          </Button>
        ) : (
          <>
            <Button small ghost onClick={() => edit(property)}>
              Edit
            </Button>
            <LineMenu property={property} all={all} />
          </>
        )}
      </span>
    </li>
  );
}

function LineMenu({ property, all }: Pick<Props, 'property' | 'all'>) {
  const { label, indexWantedAt } = property;
  const place = all.findIndex(({ id }) => id === property.id);
  return (
    <Menu
      label={`More about ${label}`}
      align="end"
      renderTrigger={(props) => <IconButton icon="more" label={`More about ${label}`} {...props} />}
      items={[
        { label: 'Move up', icon: 'up', disabled: place === 0, onSelect: () => void move(all, place, -1) },
        {
          label: 'Move down',
          icon: 'down',
          disabled: place === all.length - 1,
          onSelect: () => void move(all, place, 1),
        },
        'rule',
        {
          label: 'Fast in long lists',
          checked: indexWantedAt !== null,
          onSelect: () => void setIndexed(property, indexWantedAt === null),
        },
        'rule',
        { label: 'Archive', icon: 'bin', onSelect: () => void setArchived(property, true) },
      ]}
    />
  );
}

function detailOf({ type, choices, currency }: Property, name: string): string {
  if (type === 'money') return `${name} in ${currency ?? ''}`;
  const offered = choices.filter(({ retired }) => retired !== true);
  if (offered.length === 0) return name;
  const some = offered.slice(0, 3).map((choice) => choice.label);
  return `${name}: ${some.join(', ')}${offered.length > 3 ? ` and ${offered.length - 3} more` : ''}`;
}

function usageWords({ key, recordKind }: Property, usage: Usage | undefined): string {
  if (usage === undefined) return '';
  const { count, exact } = usage[key] ?? { count: 0, exact: true };
  if (count === 0) return 'Not used yet';
  const [one, many] = recordKind === 'contact' ? ['contact', 'contacts'] : ['company', 'companies'];
  return exact ? counted(count, one ?? '', many ?? '') : `${about(count)} ${many}`;
}

async function setArchived(property: Property, archived: boolean): Promise<void> {
  const path = `/api/properties/${property.id}/archiving`;
  const work = (on: boolean) => async () => {
    await (on ? api.put(path) : api.delete(path));
    await refreshProperties();
  };
  const done = archived ? `${property.label} archived; its values are kept` : `${property.label} is back`;
  await attempt(work(archived), done, { undo: work(!archived) });
}

async function setIndexed({ id, label }: Property, wanted: boolean): Promise<void> {
  const path = `/api/properties/${id}/index`;
  const done = wanted
    ? `Lists are being made fast for ${label}; it can take some minutes`
    : `Long lists may be slow by ${label} now`;
  await attempt(async () => {
    await (wanted ? api.put(path) : api.delete(path));
    await refreshProperties();
  }, done);
}

async function move(all: readonly Property[], place: number, step: number): Promise<void> {
  const ids = all.map(({ id }) => id);
  const [moved] = ids.splice(place, 1);
  const [property] = all;
  if (moved === undefined || property === undefined) return;
  ids.splice(place + step, 0, moved);
  await attempt(async () => {
    await api.put('/api/properties/order', { recordKind: property.recordKind, ids });
    await refreshProperties();
  });
}
