import { useMay, useSession } from '../../../web/session.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { roleLabel, rolesGivenBy } from '../roles.ts';
import { changeRole } from './acts.ts';
import type { Person } from './people.ts';

export function RoleMenu({ person }: { person: Person }) {
  const mine = useSession()?.user.role;
  const may = useMay('people.manage');
  // Only an owner changes an owner; the server says the same.
  if (!may || !person.active || (person.role === 'owner' && mine !== 'owner'))
    return <>{roleLabel(person.role)}</>;
  return (
    <Menu
      label={`Role of ${person.name}`}
      renderTrigger={(props) => (
        <button
          type="button"
          className="cell-button"
          aria-label={`Role of ${person.name}: ${roleLabel(person.role)}. Change`}
          {...props}
        >
          <span className="truncate">{roleLabel(person.role)}</span>
          <Icon name="chevronDown" size={12} className="faint" />
        </button>
      )}
      items={rolesGivenBy(mine).map(({ value, label }) => ({
        label,
        checked: value === person.role,
        onSelect: () => void changeRole(person, value),
      }))}
    />
  );
}
