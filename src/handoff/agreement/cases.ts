import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { usualWorkingTime } from '../../workspace/workspace.ts';
import { usedAt } from '../clocks/clock.ts';
import { countingOf } from '../clocks/clocks.ts';
import { termsOf, timeOf } from '../clocks/terms.ts';
import { reaches } from '../reading.ts';
import type { AgreedPromise, MarketingMetric, MarketingPromise } from './agreement.ts';
import { agreedFor } from './attainment.ts';
import type { Case, CasesQuery } from './contract.ts';
import { monthAt, monthNamed, type Month } from './month.ts';
import { outcomeOf, type Fate } from './outcome.ts';
import { nameOf } from './words.ts';

export type CasesPage = { items: Case[]; next: string | null };

/**
 * The hand-offs behind a number of a month, newest first. Both sides read the same facts, so everybody sees every case;
 * whose hand-offs they may not read, they see without the name.
 */
export async function casesOf(db: Db, who: Actor, query: CasesQuery): Promise<CasesPage> {
  const { timeZone } = await usualWorkingTime(db);
  const month = query.month === undefined ? monthAt(timeZone, now()) : monthNamed(timeZone, query.month);
  const agreed = await agreedFor(db, month);
  const promise = agreed?.document.promises.find(({ id }) => id === query.promise);
  if (!promise) throw new NotFound('Nothing of this name was promised for that month.');
  if (promise.side === 'marketing') return deliveredCases(db, who, promise, month, query);
  const kept =
    query.kept === undefined ? sql`true` : { yes: KEPT, no: MISSED, open: RUNNING, done: DONE }[query.kept];
  return clockCases(db, who, query, {
    key: sql`k.started_at`,
    where: sql`k.promise = ${promise.id} and k.started_at >= ${month.from}::timestamptz
      and k.started_at < ${month.until}::timestamptz and ${kept} and ${ofRep(who, query)}`,
  });
}

const DAYS_SHOWN = 7;

/** Broken within a week, whether they still run or came late. */
export async function lateCases(
  db: Db,
  who: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<CasesPage> {
  const since = new Date(now().getTime() - DAYS_SHOWN * 86_400_000);
  return clockCases(db, who, query, {
    key: sql`k.missed_at`,
    where: sql`k.missed_at >= ${since}::timestamptz`,
  });
}

const KEPT = sql`k.met_at is not null and k.missed_at is null`;
const MISSED = sql`k.missed_at is not null`;
const DONE = sql`k.took_minutes is not null`;
const RUNNING = sql`k.met_at is null and k.missed_at is null and k.stopped_at is null`;

function ofRep(who: Actor, { rep }: CasesQuery): RawBuilder<unknown> {
  if (rep === undefined) return sql`true`;
  // A program is nobody's "me": it has no leads.
  const id = rep === 'me' ? (who.kind === 'user' ? who.id : null) : rep;
  return sql`h.rep_id = ${id}::uuid`;
}

type Asked = { cursor?: string | undefined; limit: number };
type Of = { key: RawBuilder<unknown>; where: RawBuilder<unknown> };

type ClockCase = Fate & {
  key: Date;
  promise: string;
  agreement_id: string;
  counted_from: Date;
  used_minutes: number;
  took_minutes: number | null;
  dueAt: Date;
  metAt: Date | null;
  missedAt: Date | null;
  stopped_at: Date | null;
};

async function clockCases(db: Db, who: Actor, asked: Asked, { key, where }: Of): Promise<CasesPage> {
  const { rows } = await sql<ClockCase>`
    with page as (
      select k.handoff_id, k.promise, ${key} as key from handoff.clocks k join handoff.handoffs h on h.id = k.handoff_id
      where ${where} and ${after(asked, key, sql`k.handoff_id`)}
      order by ${key} desc, k.handoff_id desc limit ${asked.limit + 1})
    select page.key, k.promise, k.agreement_id, k.counted_from, k.used_minutes, k.took_minutes, k.stopped_at,
      k.due_at as "dueAt", k.met_at as "metAt", k.missed_at as "missedAt", ${fateFor(who)}
    from page join handoff.clocks k using (handoff_id, promise)
    join handoff.handoffs h on h.id = k.handoff_id ${JOINS}
    order by page.key desc, h.id desc`.execute(db);
  const terms = await termsOf(
    db,
    rows.map((row) => row.agreement_id),
  );
  const time = await timeOf(
    db,
    rows.map(({ repId }) => repId),
  );
  const items = rows.map((row): Case => {
    const promise = terms(row.agreement_id, row.promise);
    const used = row.took_minutes ?? usedAt(time(row.repId), countingOf(row), now());
    const over = row.missedAt && promise ? Math.max(0, used - promise.withinMinutes) : null;
    return {
      ...base(row, promise, row.promise),
      dueAt: row.dueAt,
      metAt: row.metAt,
      missedAt: row.missedAt,
      kept: row.missedAt ? 'no' : row.metAt ? 'yes' : 'open',
      overMinutes: over,
      outcome: outcomeOf(row),
    };
  });
  return cut(rows, items, asked.limit);
}

type DeliveredCase = Fate & { key: Date; missing: string[]; kept: Case['kept'] };

const isKept: Record<MarketingMetric, RawBuilder<unknown>> = {
  hot_leads: sql`case when d.hot then 'yes' else 'no' end`,
  accepted_share: sql`case d.verdict when 'accepted' then 'yes' else case when d.verdict is null then 'open' else 'no' end end`,
  data_complete: sql`case when d.missing = '{}' then 'yes' else 'no' end`,
  pipeline_value: sql`case when d.amount is not null then 'yes' else 'no' end`,
};

async function deliveredCases(
  db: Db,
  who: Actor,
  promise: MarketingPromise,
  { from, until }: Month,
  query: CasesQuery,
): Promise<CasesPage> {
  const kept = isKept[promise.metric];
  const sources = query.source ? [query.source] : promise.sources?.length ? promise.sources : null;
  const { rows } = await sql<DeliveredCase>`
    select d.delivered_at as key, d.missing, ${kept} as kept, ${fateFor(who)}
    from handoff.deliveries d join handoff.handoffs h on h.id = d.handoff_id ${JOINS}
    where d.delivered_at >= ${from}::timestamptz and d.delivered_at < ${until}::timestamptz
      and ${sources ? sql`d.source = any(${sources}::text[])` : sql`true`}
      and ${promise.metric === 'pipeline_value' ? sql`(d.currency is null or d.currency = ${promise.currency})` : sql`true`}
      and ${query.kept ? sql`${kept} = ${query.kept}` : sql`true`} and ${ofRep(who, query)}
      and ${after(query, sql`d.delivered_at`, sql`d.handoff_id`)}
    order by d.delivered_at desc, d.handoff_id desc limit ${query.limit + 1}`.execute(db);
  const items = rows.map((row): Case => {
    const { missing } = row;
    const lacks = promise.metric === 'data_complete' && missing.length > 0;
    return {
      ...base(row, promise, promise.id),
      dueAt: null,
      metAt: null,
      missedAt: null,
      kept: row.kept,
      overMinutes: null,
      outcome: lacks ? `Without ${missing.join(', ')}` : outcomeOf(row),
    };
  });
  return cut(rows, items, query.limit);
}

const fateFor = (
  who: Actor,
) => sql`h.id as "handoffId", h.opened_at as "openedAt", h.state, h.verdict, h.reason, h.recycle_on as "recycleOn",
  h.attempts, c.id as "contactId", c.name, c.company_name as "companyName", h.rep_id as "repId", u.name as "repName",
  ${reaches(who, 'handoffs.read')} as reached`;
const JOINS = sql`join audience.contacts c on c.id = h.contact_id left join workspace.users u on u.id = h.rep_id`;

function base(row: Fate, promise: AgreedPromise | undefined, id: string) {
  return {
    handoffId: row.handoffId,
    contact: row.reached ? { id: row.contactId, name: row.name, companyName: row.companyName } : null,
    rep: row.repId === null ? null : { id: row.repId, name: row.repName ?? 'Somebody' },
    promise: { id, side: promise?.side ?? ('sales' as const), name: promise ? nameOf(promise) : id },
    at: row.openedAt,
  };
}

const cursorShape = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([\da-f-]{36})$/;

function after({ cursor }: Asked, key: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  if (cursor === undefined) return sql`true`;
  const [, at, handoffId] = cursorShape.exec(cursor) ?? [];
  if (at === undefined) throw new Invalid('This cursor belongs to another list. Start from the first page.');
  return sql`(${key}, ${id}) < (${at}::timestamptz, ${handoffId}::uuid)`;
}

/** Moments are kept to the millisecond (they are made in the application), so the cursor is exact. */
function cut(rows: (Fate & { key: Date })[], items: Case[], limit: number): CasesPage {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: items.slice(0, limit), next: last ? `${last.key.toISOString()}_${last.handoffId}` : null };
}
