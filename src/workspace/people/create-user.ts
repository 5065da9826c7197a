import { hashPassword } from 'better-auth/crypto';
import type { Actor, Role } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { requireStrongPassword } from '../auth/password.ts';
import { firstPasswordLink } from '../auth/passwords.ts';
import { addPerson } from './joining.ts';
import { requireMayGive } from './person.ts';

/** From the command line: somebody who may sign in at once, by this password or by the link that is answered. */
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
    const added = await addPerson(trx, who, { ...person, passwordHash });
    const link = password || added.id === null ? null : await firstPasswordLink(trx, added.id, publicUrl);
    return { person: added, link };
  });
}
