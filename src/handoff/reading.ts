import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { filteredBy, type FilterFields } from '../platform/filters.ts';
import { estimateCount, keysetPage, type ListQuery, type SortField } from '../platform/lists.ts';
import { ownedBy, scopeOf, workingMinutesBetween, zoneOf, type Permission } from '../workspace/workspace.ts';
import { timeOf } from './clocks/terms.ts';
import type { Attempt, Clock, Handoff, WholeHandoff } from './contract.ts';
import './tables.ts';

const named = (table: string, column: string) => sql<{ id: string; name: string } | null>`(
  select jsonb_build_object('id', n.id, 'name', n.name) from ${sql.table(table)} as n where n.id = ${sql.ref(column)})`;

/** Nobody's is not one's own: a comparison with nobody says neither yes nor no. */
export const reaches = (who: Actor, permission: Permission) =>
  sql<boolean>`coalesce(${ownedBy(who, permission, 'h.rep_id')}, false)`;

/** Hand-offs as pages and programs see them; `h` is the hand-off, `c` its contact. */
export function selectHandoffs(db: Db, who: Actor) {
  return db
    .selectFrom('handoff.handoffs as h')
    .innerJoin('audience.contacts as c', 'c.id', 'h.contact_id')
    .where(ownedBy(who, 'handoffs.read', 'h.rep_id'))
    .select([
      'h.id',
      'h.trigger',
      'h.state',
      'h.fit',
      'h.engagement',
      'h.source',
      'h.campaign',
      'h.opened_at as openedAt',
      'h.routed_by as routedBy',
      'h.assigned_at as assignedAt',
      'h.first_contact_at as firstContactAt',
      'h.attempts',
      'h.verdict',
      'h.reason',
      'h.words',
      'h.verdict_at as verdictAt',
      'h.recycle_on as recycleOn',
    ])
    .select([
      sql<string>`coalesce(h.why->'reasons'->>0, '')`.as('headline'),
      sql<Handoff['contact']>`jsonb_build_object('id', c.id, 'name', c.name, 'jobTitle', c.job_title,
        'companyName', c.company_name, 'email', c.email, 'phone', coalesce(c.phone, c.phone_original), 'city', c.city,
        'country', c.country, 'language', c.language, 'stage', c.stage)`.as('contact'),
      named('workspace.users', 'h.rep_id').as('rep'),
      named('workspace.teams', 'h.team_id').as('team'),
      named('workspace.users', 'h.opened_by').as('openedBy'),
      named('workspace.users', 'h.verdict_by').as('verdictBy'),
      reaches(who, 'handoffs.work').as('mayWork'),
      reaches(who, 'handoffs.assign').as('mayAssign'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectHandoffs>['execute']>>[number];

const sortable = {
  openedAt: { expression: 'h.opened_at', type: 'timestamptz' },
  verdictAt: { expression: 'h.verdict_at', type: 'timestamptz' },
  firstContactAt: { expression: 'h.first_contact_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

const filterable: FilterFields = {
  state: { type: 'choice', expression: 'h.state' },
  trigger: { type: 'choice', expression: 'h.trigger' },
  rep: { type: 'user', expression: 'h.rep_id' },
  team: { type: 'user', expression: 'h.team_id' },
  contact: { type: 'user', expression: 'h.contact_id' },
  verdict: { type: 'choice', expression: 'h.verdict' },
  reason: { type: 'choice', expression: 'h.reason' },
  source: { type: 'choice', expression: 'h.source' },
  campaign: { type: 'text', expression: 'h.campaign' },
  openedAt: { type: 'date', expression: 'h.opened_at' },
  verdictAt: { type: 'date', expression: 'h.verdict_at' },
  recycleOn: { type: 'day', expression: 'h.recycle_on::text' },
};

type Page = { items: Handoff[]; next: string | null; estimate: { count: number; exact: boolean } };

export async function listHandoffs(db: Db, who: Actor, list: ListQuery): Promise<Page> {
  const { q, filter, sort = '-openedAt', cursor, limit } = list;
  const zone = await zoneOf(db, who);
  const query = selectHandoffs(db, who)
    .where(filteredBy(filter, filterable, who, { zone }))
    .$if(Boolean(q), (each) =>
      each.where(sql<boolean>`c.search_text like audience.fold(${`%${plain(q ?? '')}%`})`),
    );
  const { rows, next } = await keysetPage<Row>({ query, id: 'h.id', sort, sortable, cursor, limit });
  return { items: await told(db, who, rows), next, estimate: await estimateCount(db, query) };
}

export async function findHandoff(db: Db, who: Actor, id: string): Promise<WholeHandoff> {
  const row = await selectHandoffs(db, who)
    .select(['h.why as brief', 'h.contact_id as contactId'])
    .select(
      sql<WholeHandoff['agreement']>`(select jsonb_build_object('id', a.id, 'number', a.number)
        from handoff.agreements as a where a.id = h.agreement_id)`.as('agreement'),
    )
    .where('h.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound('There is no such hand-off, or you may not see it.');
  const { brief, agreement, contactId, ...rest } = row;
  const [handoff] = await told(db, who, [rest]);
  if (!handoff) throw new NotFound('There is no such hand-off, or you may not see it.');
  return {
    ...handoff,
    brief,
    agreement,
    attemptsMade: await attemptsAt(db, id),
    clocks: (await clocksOf(db, [id])).get(id) ?? [],
    earlier: await earlierThan(db, id, contactId),
  };
}

/** The rows with their next clock, and what `who` may do with each: one statement for all clocks. */
export async function told(db: Db, who: Actor, rows: Row[]): Promise<Handoff[]> {
  const open = rows.filter(({ state }) => isOpen(state)).map(({ id }) => id);
  const clocks = await clocksOf(db, open, { next: true });
  const claims = who.kind === 'user' && scopeOf(who, 'handoffs.work') !== null;
  return rows.map(({ mayWork, mayAssign, ...row }) => {
    const [running] = clocks.get(row.id) ?? [];
    const stillOpen = isOpen(row.state);
    const may = {
      work: mayWork && stillOpen,
      assign: mayAssign && stillOpen,
      claim: claims && stillOpen && row.rep === null,
    };
    return { ...row, clock: running ?? null, may };
  });
}

export function isOpen(state: string): boolean {
  return state === 'ready' || state === 'contacting';
}

type ClockRow = Omit<Clock, 'minutesLeft'> & { handoffId: string; repId: string | null };

/** Every clock of these hand-offs, the one that is due first being the first; `next` only that one, if it runs. */
async function clocksOf(db: Db, handoffIds: string[], { next = false } = {}): Promise<Map<string, Clock[]>> {
  if (handoffIds.length === 0) return new Map();
  const rows: ClockRow[] = await db
    .selectFrom('handoff.clocks as k')
    .where('k.handoff_id', '=', sql<string>`any(${handoffIds}::uuid[])`)
    .$if(next, (query) => query.distinctOn('k.handoff_id').where(runs))
    .select(['k.handoff_id as handoffId', 'k.rep_id as repId', 'k.promise', 'k.metric'])
    .select([
      'k.started_at as startedAt',
      'k.due_at as dueAt',
      'k.met_at as metAt',
      'k.missed_at as missedAt',
    ])
    .select(['k.stopped_at as stoppedAt'])
    .orderBy('k.handoff_id')
    .orderBy('k.due_at')
    .orderBy('k.promise')
    .execute();
  const time = await timeOf(
    db,
    rows.map(({ repId }) => repId),
  );
  const at = now();
  const clocks = rows.map(({ handoffId, repId, ...clock }) => {
    const still = clock.metAt === null && clock.stoppedAt === null;
    const left = still ? workingMinutesBetween(time(repId), at, clock.dueAt) : null;
    return { handoffId, clock: { ...clock, minutesLeft: left === null ? null : Math.floor(left) } };
  });
  return new Map(
    [...Map.groupBy(clocks, ({ handoffId }) => handoffId)].map(([id, each]) => [
      id,
      each.map(({ clock }) => clock),
    ]),
  );
}

const runs = sql<boolean>`(k.met_at is null and k.stopped_at is null)`;

const MOST_ATTEMPTS = 200;
const MOST_EARLIER = 20;

async function attemptsAt(db: Db, handoffId: string): Promise<Attempt[]> {
  return db
    .selectFrom('handoff.attempts as a')
    .where('a.handoff_id', '=', handoffId)
    .select(['a.id', 'a.kind', 'a.outcome', 'a.words', 'a.at'])
    .select(named('workspace.users', 'a.by_id').as('by'))
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(MOST_ATTEMPTS)
    .execute();
}

async function earlierThan(db: Db, id: string, contactId: string): Promise<WholeHandoff['earlier']> {
  return db
    .selectFrom('handoff.handoffs as h')
    .where('h.contact_id', '=', contactId)
    .where('h.id', '<>', id)
    .select(['h.id', 'h.trigger', 'h.state', 'h.opened_at as openedAt', 'h.verdict', 'h.reason', 'h.words'])
    .select(['h.verdict_at as verdictAt'])
    .select(named('workspace.users', 'h.rep_id').as('rep'))
    .orderBy('h.opened_at', 'desc')
    .orderBy('h.id', 'desc')
    .limit(MOST_EARLIER)
    .execute();
}

/** Which of these hand-offs `who` may read. */
export async function readableHandoffs(db: Db, who: Actor, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('handoff.handoffs as h')
    .where('h.id', 'in', ids)
    .where(ownedBy(who, 'handoffs.read', 'h.rep_id'))
    .select('h.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What LIKE would read as a pattern is only text. */
function plain(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
