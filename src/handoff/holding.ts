import { holdContacts } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { mustReach, type Permission } from '../workspace/workspace.ts';
import { isOpen } from './reading.ts';
import './tables.ts';

export type Held = Awaited<ReturnType<typeof holdHandoff>>;

/** The hand-off, held with its contact until the transaction ends, if `who` may do this with it and it is still open. Without a permission whose it is does not matter. */
export async function holdHandoff(db: Db, who: Actor, permission: Permission | null, id: string) {
  const seen = await db
    .selectFrom('handoff.handoffs as h')
    .select('h.contact_id')
    .where('h.id', '=', id)
    .executeTakeFirst();
  // Not "or you may not see it": who was too late is told who was faster, of whatever team.
  if (!seen) throw noSuchHandoff();
  await holdContacts(db, [seen.contact_id]);
  const handoff = await db
    .selectFrom('handoff.handoffs as h')
    .innerJoin('audience.contacts as c', 'c.id', 'h.contact_id')
    .selectAll('h')
    .select(['c.name as contactName', 'c.owner_id as ownerId'])
    .where('h.id', '=', id)
    .forUpdate('h')
    .executeTakeFirst();
  if (!handoff) throw noSuchHandoff();
  // Who was faster is said before whose it is now: that is why one may not any more.
  if (!isOpen(handoff.state)) throw await judgedAlready(db, handoff);
  if (permission) await mustReach(db, who, permission, handoff.rep_id);
  return handoff;
}

type Judged = { verdict: string | null; verdict_by: string | null; verdict_at: Date | null };

async function judgedAlready(db: Db, { verdict, verdict_by: by, verdict_at: at }: Judged) {
  const name = await nameOf(db, by);
  const message = `${name} has ${verdict ?? 'judged'} this lead already.`;
  return new Conflict(message, { by: { id: by, name }, verdict, at });
}

export async function nameOf(db: Db, userId: string | null): Promise<string> {
  if (userId === null) return 'Somebody';
  const user = await db
    .selectFrom('workspace.users')
    .select('name')
    .where('id', '=', userId)
    .executeTakeFirst();
  return user?.name ?? 'Somebody';
}

function noSuchHandoff(): NotFound {
  return new NotFound('There is no such hand-off.');
}
