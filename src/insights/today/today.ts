import { sql } from 'kysely';
import { countDuplicates } from '../../audience/audience.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { Today } from '../contract.ts';
import { whatIsMine } from './mine.ts';
import { newContactsBySource } from './new-contacts.ts';
import { newsSince } from './news.ts';
import { whoCameBack } from './returned.ts';

const DAY_MS = 86_400_000;

/** Everything on one page, of one moment. About a dozen index ranges; nothing of it is kept. */
export async function todayOf(db: Db, who: Actor): Promise<Today> {
  const at = now();
  return {
    computedAt: at,
    empty: await isEmpty(db, who),
    news: await newsSince(db, who, new Date(at.getTime() - DAY_MS), at),
    sources: await newContactsBySource(db, who, at),
    returned: await whoCameBack(db, who, at),
    duplicates: await countDuplicates(db, who),
    mine: await whatIsMine(db, who, at),
    queue: await hasQueue(db, who),
  };
}

/** Also an owner or administrator may have leads of their own. */
async function hasQueue(db: Db, who: Actor): Promise<boolean> {
  if (who.kind !== 'user') return false;
  const { rows } = await sql`
    select 1 from handoff.handoffs
    where rep_id = ${who.id}::uuid and state in ('ready', 'contacting') limit 1`.execute(db);
  return rows.length > 0;
}

async function isEmpty(db: Db, who: Actor): Promise<boolean> {
  const { rows } = await sql`
    select 1 from audience.contacts as c
    where c.deleted_at is null and ${ownedBy(who, 'contacts.read', 'c.owner_id')} limit 1`.execute(db);
  return rows.length === 0;
}
