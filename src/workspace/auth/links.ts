import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { hashToken, newToken } from './tokens.ts';

type Purpose = 'set-up' | 'password';

/** A link that works once, until it expires or the next one for the same purpose is made. Answers its token. */
export async function makeLink(
  trx: Db,
  purpose: Purpose,
  userId: string | null,
  hours: number,
): Promise<string> {
  const token = newToken();
  await trx
    .deleteFrom('workspace.links')
    .where('purpose', '=', purpose)
    .where('user_id', 'is not distinct from', userId)
    .execute();
  await trx
    .insertInto('workspace.links')
    .values({
      token_hash: await hashToken(token),
      purpose,
      user_id: userId,
      expires_at: new Date(now().getTime() + hours * 3_600_000),
      created_at: now(),
    })
    .execute();
  return token;
}

/** What was mailed to them for this purpose opens nothing any more. */
export async function voidLinks(trx: Db, purpose: Purpose, userId: string): Promise<void> {
  await trx
    .deleteFrom('workspace.links')
    .where('purpose', '=', purpose)
    .where('user_id', '=', userId)
    .execute();
}

/** Whose link it is, and that it still works; null otherwise. */
export async function findLink(
  db: Db,
  purpose: Purpose,
  token: string,
): Promise<{ userId: string | null } | null> {
  const found = await db
    .selectFrom('workspace.links')
    .select('user_id')
    .where('token_hash', '=', await hashToken(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now())
    .executeTakeFirst();
  return found ? { userId: found.user_id } : null;
}

/** As `findLink`, and the link is used up: of two people who follow it at once, one gets null. */
export async function useUpLink(
  trx: Db,
  purpose: Purpose,
  token: string,
): Promise<{ userId: string | null } | null> {
  const used = await trx
    .deleteFrom('workspace.links')
    .where('token_hash', '=', await hashToken(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now())
    .returning('user_id')
    .executeTakeFirst();
  return used ? { userId: used.user_id } : null;
}
