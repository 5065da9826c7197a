import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import type { SubjectKind } from '../../platform/room.ts';
import { allows } from '../permissions.ts';
import { toPage } from './activity.ts';
import type { ActivityPage, AuditQuery } from './contract.ts';

/**
 * One page looks through this many events at most. A search for what is rare, in a log of millions, is then several
 * quick answers instead of one that never comes.
 */
const LOOKED_THROUGH = 20_000;
const NEAR_ENOUGH = 1_000;
const DAY_MS = 86_400_000;

/** What `who` may not read elsewhere, the log does not tell them either. */
export async function searchAudit(
  db: Db,
  who: Actor,
  kinds: Record<string, SubjectKind>,
  query: AuditQuery,
): Promise<ActivityPage> {
  const { limit } = query;
  const top = await topOf(db, query);
  const floor = await floorBelow(db, query, top);
  const found = await matching(db, query)
    .where(ofReadableKind(who, kinds))
    .where('position', '<=', top)
    .where('position', '>', floor)
    .orderBy('position', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = found.slice(0, limit);
  const open = await withoutOthersPrivate(db, who, kinds, shown);
  if (found.length > limit) return toPage(db, open, shown.at(-1)?.position ?? null);
  return toPage(db, open, (await hasOlder(db, query, floor)) ? floor + 1 : null);
}

/** Kinds that no room declares (jobs, mails, operations) are the administrators' business. */
function ofReadableKind(who: Actor, kinds: Record<string, SubjectKind>): RawBuilder<SqlBool> {
  const [readable, hidden] = [true, false].map((wanted) =>
    Object.keys(kinds).filter((kind) => allows(who, kinds[kind]?.permission ?? '') === wanted),
  );
  return allows(who, 'workspace.manage')
    ? sql<SqlBool>`subject_kind <> all(${hidden}::text[])`
    : sql<SqlBool>`subject_kind = any(${readable}::text[])`;
}

/** One query per private kind on the page, mostly none. */
async function withoutOthersPrivate(
  db: Db,
  who: Actor,
  kinds: Record<string, SubjectKind>,
  events: StoredEvent[],
): Promise<StoredEvent[]> {
  const hidden = new Set<StoredEvent>();
  for (const [kind, about] of Map.groupBy(events, (event) => event.subject_kind)) {
    const known = kinds[kind];
    if (!known?.private) continue;
    const readable = await known.mayRead(db, who, [...new Set(about.map((event) => event.subject_id))]);
    for (const event of about)
      if (event.actor_id !== who.id && !readable.has(event.subject_id)) hidden.add(event);
  }
  return events.filter((event) => !hidden.has(event));
}

/** What visitors did is no work of anybody's here: their touchpoints tell it, and the log only when it is asked for. */
const TOLD = sql<SqlBool>`not (name = 'touchpoint.recorded' and actor_kind = 'system')`;

function isTold({ name }: AuditQuery): boolean {
  return !name?.startsWith('touchpoint.');
}

async function floorBelow(db: Db, query: AuditQuery, top: number): Promise<number> {
  if (!isTold(query)) return top - LOOKED_THROUGH;
  const { rows } = await sql<{ floor: number | null }>`
    select case when count(*) = ${LOOKED_THROUGH} then min(position) - 1 end as floor from (
      select position from platform.events where position <= ${top} and ${TOLD}
      order by position desc limit ${LOOKED_THROUGH}) as looked_through`.execute(db);
  return rows[0]?.floor ?? 0;
}

function matching(db: Db, asked: AuditQuery) {
  const { q, actor, kind, subject, name, from, to } = asked;
  const like = q ? `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : '';
  return db
    .selectFrom('platform.events')
    .selectAll()
    .$if(isTold(asked), (query) => query.where(TOLD))
    .$if(actor !== undefined, (query) => query.where('actor_id', '=', actor ?? ''))
    .$if(kind !== undefined, (query) => query.where('subject_kind', '=', kind ?? ''))
    .$if(subject !== undefined, (query) =>
      query.where('subject_kind', '=', subject?.kind ?? '').where('subject_id', '=', subject?.id ?? ''),
    )
    .$if(name !== undefined, (query) =>
      name?.endsWith('.')
        ? query.where(sql<SqlBool>`starts_with(name, ${name})`)
        : query.where('name', '=', name ?? ''),
    )
    .$if(from !== undefined, (query) => query.where('occurred_at', '>=', new Date(from ?? '')))
    .$if(to !== undefined, (query) => query.where('occurred_at', '<', dayAfter(to ?? '')))
    .$if(like !== '', (query) =>
      query.where(
        sql<SqlBool>`(actor_name ilike ${like} or changes::text ilike ${like} or payload::text ilike ${like})`,
      ),
    );
}

/** Where to start: below the cursor, and not years above the last day asked for. */
async function topOf(db: Db, { cursor, to }: AuditQuery): Promise<number> {
  if (cursor !== undefined) return cursor - 1;
  const newest = (await atOrBelow(db, Number.MAX_SAFE_INTEGER))?.position ?? 0;
  return to === undefined ? newest : lastBefore(db, dayAfter(to), newest);
}

/**
 * A position somewhat above the last event before this moment. Time has no index, but positions grow with it, so a
 * billion events are halved twenty times.
 */
async function lastBefore(db: Db, at: Date, newest: number): Promise<number> {
  let low = 0;
  let high = newest;
  while (high - low > NEAR_ENOUGH) {
    const middle = Math.floor((low + high) / 2);
    const event = await atOrBelow(db, middle);
    if (!event || event.occurred_at < at) low = middle;
    else high = middle;
  }
  // Events written at the same time may have their times and positions the other way round.
  return Math.min(high + NEAR_ENOUGH, newest);
}

async function hasOlder(db: Db, { from }: AuditQuery, floor: number): Promise<boolean> {
  const older = await atOrBelow(db, floor);
  return older !== undefined && (from === undefined || older.occurred_at >= new Date(from));
}

async function atOrBelow(db: Db, position: number) {
  return db
    .selectFrom('platform.events')
    .select(['position', 'occurred_at'])
    .where('position', '<=', position)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}

function dayAfter(day: string): Date {
  return new Date(new Date(day).getTime() + DAY_MS);
}
