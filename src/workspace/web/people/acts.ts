import { act } from '../parts/saving.ts';
import { roleLabel, type RoleName } from '../roles.ts';
import { changePerson, type Person } from './people.ts';

const keys = [['people'], ['teams'], ['me']];

export function changeRole(person: Person, role: RoleName): Promise<boolean> | undefined {
  if (role === person.role) return undefined;
  return act(
    () => changePerson(person.id, { role }),
    `${person.name} is now ${roleLabel(role)}`,
    keys,
    () => changePerson(person.id, { role: person.role }),
  );
}

export function setActive(person: Person, active: boolean): Promise<boolean> {
  return act(
    () => changePerson(person.id, { active }),
    active ? `${person.name} may sign in again` : `${person.name} is deactivated and signed out`,
    keys,
    () => changePerson(person.id, { active: !active }),
  );
}
