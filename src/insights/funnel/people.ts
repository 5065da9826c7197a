import { sql, type RawBuilder } from 'kysely';
import { periodOf } from '../../handoff/handoff.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { readCursor, writeCursor } from '../../platform/keyset.ts';
import { channelOf, partToFollow, seenIn } from './cohort.ts';
import type { FunnelPerson, PeopleQuery } from './contract.ts';
import { before, cameTo, momentOf, stepsOf } from './steps.ts';

/** The only order there is; it stands in the cursor. */
const SORT = '-firstSeenAt';

const DAYS = 90;
/** Beyond what can be followed in a second, the list reads weeks backwards until a page is full. */
const SLICES = 24;

/** The people behind a number, the last first seen on top. */
export async function peopleAt(
  db: Db,
  who: Actor,
  query: PeopleQuery,
): Promise<{ items: FunnelPerson[]; next: string | null }> {
  const period = await periodOf(db, who, query, DAYS);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, SORT, 'timestamptz');
  const found: Found[] = [];
  for (const slice of slicesOf(period, await partToFollow(db, period), after)) {
    found.push(...(await peopleIn(db, who, slice, query, after, query.limit + 1 - found.length)));
    if (found.length > query.limit) break;
  }
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ cursor: _cursor, ...person }) => person),
    next: last ? writeCursor(SORT, last.cursor, last.id) : null,
  };
}

type Found = FunnelPerson & { cursor: string };
type Span = { from: Date; to: Date };
type After = ReturnType<typeof readCursor>;

/** The whole period at once while it can be followed at once; else the newest part first, each as large as that. */
function slicesOf({ from, to }: Span, share: number, after: After | undefined): Span[] {
  const end = after === undefined ? to : new Date(Math.min(to.getTime(), Date.parse(after.value ?? '') + 1));
  if (share === 1) return [{ from, to: end }];
  const width = (to.getTime() - from.getTime()) * share;
  const slices: Span[] = [];
  for (let until = end.getTime(); until > from.getTime() && slices.length < SLICES; until -= width)
    slices.push({ from: new Date(Math.max(from.getTime(), until - width)), to: new Date(until) });
  return slices;
}

async function peopleIn(
  db: Db,
  who: Actor,
  span: Span,
  query: PeopleQuery,
  after: After | undefined,
  limit: number,
): Promise<Found[]> {
  const cohort = sql`
    select c.id, c.name, c.company_name, c.stage, c.owner_id, ${channelOf} as source,
      least(a.first_touch_at, c.created_at) as first_seen, c.stage <> 'visitor' as known
    ${seenIn(who, span, query)}`;
  const beyond = after ? sql`(first_seen, id) < (${after.value}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<Found>`
    with ${stepsOf(cohort)}
    select w.id, w.name, w.company_name as "companyName", w.stage, w.source, u.name as owner,
      w.first_seen as "firstSeenAt", w.reached_at as "reachedAt", w.first_seen::text as cursor
    from (
      select *, ${momentOf(query.step)} as reached_at from way where ${asked(query)} and ${beyond}
      order by first_seen desc, id desc limit ${limit}) as w
    left join workspace.users as u on u.id = w.owner_id
    order by w.first_seen desc, w.id desc`.execute(db);
  return rows;
}

function asked({ step, what }: PeopleQuery): RawBuilder<unknown> {
  if (what === 'reached') return cameTo(step);
  if (what === 'skipped') return sql`${cameTo(step)} and ${momentOf(step)} is null`;
  return sql`${cameTo(before(step) ?? 'visitor')} and not ${cameTo(step)}`;
}
