import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { estimateCount } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { Today } from '../contract.ts';

type Sources = Today['sources'];
type Counted = Map<Sources['items'][number]['source'], number>;
type Window = { counted: Counted; total: number; exact: boolean };

/** Of more new contacts than this the newest tell how all of them are made up. */
const MOST_READ = 20_000;
const DAY_MS = 86_400_000;
const DAYS = 30;

/** Where new contacts come from, against the time before: what grows, what fades. */
export async function newContactsBySource(db: Db, who: Actor, at: Date): Promise<Sources> {
  const ago = (days: number) => new Date(at.getTime() - days * DAY_MS);
  const now = await cameBetween(db, who, ago(DAYS), at);
  const before = await cameBetween(db, who, ago(2 * DAYS), ago(DAYS));
  const sources = [...new Set([...now.counted.keys(), ...before.counted.keys()])];
  const items = sources.map((source) => {
    return { source, now: now.counted.get(source) ?? 0, before: before.counted.get(source) ?? 0 };
  });
  return {
    now: now.total,
    before: before.total,
    exact: now.exact && before.exact,
    items: items.toSorted((one, other) => other.now - one.now || other.before - one.before),
  };
}

async function cameBetween(db: Db, who: Actor, from: Date, to: Date): Promise<Window> {
  const came = db
    .selectFrom('audience.contacts as c')
    .where('c.deleted_at', 'is', null)
    .where('c.created_at', '>', from)
    .where('c.created_at', '<=', to)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'));
  const newest = came
    .select('c.source')
    .orderBy('c.created_at', 'desc')
    .limit(MOST_READ + 1);
  const { rows } = await sql<{ source: Sources['items'][number]['source']; count: number }>`
    select source, count(*) as count from (${newest}) as newest group by source`.execute(db);
  const read = rows.reduce((sum, { count }) => sum + count, 0);
  if (read <= MOST_READ)
    return { counted: new Map(rows.map(({ source, count }) => [source, count])), total: read, exact: true };
  const { count: total } = await estimateCount(db, came);
  const shares = rows.map(({ source, count }) => [source, Math.round((count / read) * total)] as const);
  return { counted: new Map(shares), total, exact: false };
}
