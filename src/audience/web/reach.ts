import { useSession, type Session } from '../../web/session.ts';
import type { Contact } from './contacts.ts';
import { useColleagues, type Colleague } from './people.ts';

type Permission =
  | 'contacts.edit'
  | 'contacts.assign'
  | 'contacts.delete'
  | 'companies.edit'
  | 'companies.delete'
  | 'deals.edit';

/** Whether this user may do it with this contact. Shows only what works; the server decides. */
export function useReach(contact: Pick<Contact, 'owner'>): (permission: Permission) => boolean {
  const session = useSession();
  const colleagues = useColleagues();
  return (permission) => session !== undefined && reaches(session, permission, contact.owner?.id, colleagues);
}

export function reaches(
  { user, scopes }: Pick<Session, 'scopes'> & { user: Pick<Session['user'], 'id' | 'teams'> },
  permission: Permission,
  ownerId: string | undefined,
  colleagues: ReadonlyMap<string, Pick<Colleague, 'teams'>>,
): boolean {
  const scope = scopes[permission];
  if (scope === undefined) return false;
  if (scope === 'all' || ownerId === user.id) return true;
  if (scope === 'own') return false;
  if (ownerId === undefined) return true;
  const theirs = colleagues.get(ownerId)?.teams.map((team) => team.name) ?? [];
  return user.teams.some((team) => theirs.includes(team.name));
}
