import { hashPassword } from 'better-auth/crypto';
import type { Actor, Role } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import { requireStrongPassword } from '../auth/password.ts';
import { firstPasswordLink } from '../auth/passwords.ts';
import { isSetUp, openByOwner } from '../auth/set-up.ts';
import { addPerson } from './joining.ts';
import { requireMayGive } from './person.ts';

/**
 * From the command line: somebody who may sign in at once, by this password or by the link that is answered. The first
 * one opens the workspace, and has to be an owner.
 */
export async function createUser(
  db: Db,
  who: Actor,
  input: { email: string; name: string; role: Role; password?: string },
  publicUrl: string,
): Promise<{ person: Actor; link: string | null }> {
  requireMayGive(who, input.role);
  const { password, ...person } = input;
  if (password) await requireStrongPassword(password, 'password', [input.name, input.email]);
  const passwordHash = password ? await hashPassword(password) : undefined;
  return transaction(db, async (trx) => {
    if (person.role !== 'owner' && !(await isSetUp(trx))) throw new Conflict(NOT_SET_UP);
    const opened = person.role === 'owner' ? await openByOwner(trx, { ...person, passwordHash }) : null;
    const added = opened ?? (await addPerson(trx, who, { ...person, passwordHash }));
    const link = password || added.id === null ? null : await firstPasswordLink(trx, added.id, publicUrl);
    return { person: added, link };
  });
}

const NOT_SET_UP =
  'This Tandem has not been set up yet: open the link that its start prints, or make an owner first (--role owner).';
