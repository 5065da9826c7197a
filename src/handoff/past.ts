import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { isOfSales, type SalesPromise } from './agreement/agreement.ts';
import type { Brief } from './brief.ts';
import { writeBriefs } from './briefing/briefing.ts';
import { momentAt, momentsOf, startingDates, usedAt } from './clocks/clock.ts';
import { delivered } from './clocks/deliveries.ts';
import { isFor } from './clocks/promises.ts';
import { timeOf, type TimeOf } from './clocks/terms.ts';
import type { AttemptKind, AttemptOutcome, HandoffState, Reason, Trigger, Verdict } from './lead.ts';
import './tables.ts';

/** A hand-off as it went elsewhere, or before Tandem was here. */
export type PastHandoff = {
  id: string;
  contactId: string;
  trigger: Trigger;
  rule: string;
  reasons: string[];
  /** What the rep should know. */
  note?: string;
  /** The recycled hand-off it came back from. */
  returnedFrom?: string;
  fit: number | null;
  engagement: number | null;
  source: string | null;
  campaign: string | null;
  openedAt: Date;
  repId: string | null;
  routedBy: string | null;
  assignedAt: Date | null;
  attempts: PastAttempt[];
  verdict: PastVerdict | null;
  /** What became of an accepted one, as far as it is known. */
  sold: { outcome: 'won' | 'lost' | 'open'; amount: number | null; currency: string | null } | null;
};

type PastAttempt = {
  at: Date;
  kind: AttemptKind;
  outcome: AttemptOutcome;
  words: string | null;
};

type PastVerdict = {
  at: Date;
  verdict: Verdict;
  reason: Reason | null;
  words: string | null;
  /** Of a recycled one, as a date. */
  recycleOn: string | null;
};

/**
 * Writes them down with their attempts, verdicts and clocks, as if they had been here: set-based, and without telling
 * anybody, for it is over. Clocks keep the agreement's terms and the working time of the rep; those that still run go on.
 */
export async function bringPastHandoffs(
  db: Db,
  past: readonly PastHandoff[],
  { agreementId, until }: { agreementId: string | null; until: Date },
): Promise<void> {
  if (past.length === 0) return;
  await insert(db, 'handoff.handoffs', past.map(handoffRow(agreementId, until)));
  await insert(db, 'handoff.attempts', past.flatMap(attemptRows));
  await insert(db, 'handoff.barred', past.flatMap(barredRows), sql`on conflict do nothing`);
  await delivered(
    db,
    past.map(({ id }) => id),
  );
  await sql`
    update handoff.deliveries as d set verdict = r.verdict, outcome = r.outcome, amount = r.amount, currency = r.currency
    from json_to_recordset(${JSON.stringify(past.map(deliveryRow))}::json)
      as r (id uuid, verdict text, outcome text, amount bigint, currency text)
    where d.handoff_id = r.id and (r.verdict is not null or r.outcome is not null)`.execute(db);
  await writeBriefs(
    db,
    past.map(({ id, contactId, openedAt, ...told }) => ({
      id,
      contact_id: contactId,
      opened_at: openedAt,
      why: whyOf(told),
    })),
  );
  if (agreementId !== null) await bringClocks(db, past, agreementId, until);
}

/** The columns are those of the first row. */
async function insert(
  db: Db,
  table: 'handoff.handoffs' | 'handoff.attempts' | 'handoff.barred' | 'handoff.clocks',
  rows: Record<string, unknown>[],
  otherwise = sql``,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    ${otherwise}`.execute(db);
}

function stateOf({ verdict, sold, attempts }: PastHandoff): HandoffState {
  if (!verdict) return attempts.length > 0 ? 'contacting' : 'ready';
  if (verdict.verdict !== 'accepted') return 'returned';
  return sold && sold.outcome !== 'open' ? sold.outcome : 'accepted';
}

const handoffRow = (agreementId: string | null, until: Date) => (each: PastHandoff) => {
  const { verdict, attempts } = each;
  const today = until.toISOString().slice(0, 10);
  return {
    id: each.id,
    contact_id: each.contactId,
    trigger: each.trigger,
    rule: each.rule,
    why: whyOf(each),
    fit: each.fit,
    engagement: each.engagement,
    source: each.source,
    campaign: each.campaign,
    agreement_id: agreementId,
    opened_at: each.openedAt,
    state: stateOf(each),
    rep_id: each.repId,
    routed_by: each.routedBy,
    assigned_at: each.assignedAt,
    first_contact_at: attempts[0]?.at ?? null,
    attempts: attempts.length,
    verdict: verdict?.verdict ?? null,
    reason: verdict?.reason ?? null,
    words: verdict?.words ?? null,
    verdict_by: verdict ? each.repId : null,
    verdict_at: verdict?.at ?? null,
    recycle_on: verdict?.recycleOn ?? null,
    not_to: [],
    returned_from: each.returnedFrom ?? null,
    // A day that has come, came: they are not handed over once more for it.
    came_back_at:
      verdict?.recycleOn && verdict.recycleOn <= today ? new Date(`${verdict.recycleOn}T09:00:00Z`) : null,
  };
};

function whyOf({ reasons, note }: Pick<PastHandoff, 'reasons' | 'note'>): Brief {
  return { reasons, read: [], said: [], ...(note === undefined ? {} : { note }) };
}

function attemptRows({ id, repId, attempts }: PastHandoff) {
  return attempts.map((attempt) => ({ id: newId(), handoff_id: id, by_id: repId, ...attempt }));
}

function barredRows({ id, contactId, rule, verdict }: PastHandoff) {
  if (verdict?.verdict !== 'rejected') return [];
  const { reason, at } = verdict;
  return [
    { contact_id: contactId, rule, handoff_id: id, reason: reason ?? ('other' as const), barred_at: at },
  ];
}

function deliveryRow({ id, verdict, sold }: PastHandoff) {
  const { outcome = null, amount = null, currency = null } = sold ?? {};
  return { id, verdict: verdict?.verdict ?? null, outcome, amount, currency };
}

async function bringClocks(
  db: Db,
  past: readonly PastHandoff[],
  agreementId: string,
  until: Date,
): Promise<void> {
  const { document } = await db
    .selectFrom('handoff.agreements')
    .select('document')
    .where('id', '=', agreementId)
    .executeTakeFirstOrThrow();
  const promises = document.promises.filter(isOfSales);
  const time = await timeOf(db, [null, ...past.map(({ repId }) => repId)]);
  const clocks = past.flatMap((handoff) =>
    promises
      .filter((promise) => isFor(promise, handoff, promises))
      .map((promise) => clockRow(handoff, promise, { agreementId, until, time })),
  );
  await insert(db, 'handoff.clocks', clocks);
}

/** As `startClocks`, `attemptMade` and `verdictGiven` would have left it. */
function clockRow(
  handoff: PastHandoff,
  promise: SalesPromise,
  { agreementId, until, time }: { agreementId: string; until: Date; time: TimeOf },
) {
  const { id, repId, openedAt, verdict } = handoff;
  const works = time(repId);
  const counting = { countedFrom: openedAt, usedMinutes: 0 };
  const { dueAt, lateAt } = startingDates(works, counting, promise);
  const metAt = metBy(handoff, promise);
  const givenUp = promise.metric === 'attempts' && verdict?.reason === 'not_reached';
  const endedAt = metAt ?? verdict?.at ?? until;
  const isMissed = endedAt > lateAt || (metAt === null && givenUp);
  const runs = metAt === null && verdict === null;
  const moments = momentsOf(promise);
  const ahead = moments.map(({ offset }) => momentAt(works, counting, offset));
  const step = runs ? ahead.findIndex((moment) => moment > until) : 0;
  return {
    handoff_id: id,
    promise: promise.id,
    agreement_id: agreementId,
    metric: promise.metric,
    rep_id: repId,
    started_at: openedAt,
    used_minutes: 0,
    counted_from: openedAt,
    due_at: dueAt,
    late_at: lateAt,
    met_at: metAt,
    took_minutes: metAt === null ? null : usedAt(works, counting, metAt),
    missed_at: isMissed ? earlier(lateAt, endedAt) : null,
    stopped_at: metAt === null && verdict && !isMissed ? verdict.at : null,
    step: step === -1 ? moments.length : step,
    next_at: runs && step !== -1 ? (ahead[step] ?? null) : null,
  };
}

function metBy({ attempts, verdict }: PastHandoff, { metric, count = 1 }: SalesPromise): Date | null {
  const accepted = verdict?.verdict === 'accepted' ? verdict.at : null;
  switch (metric) {
    case 'verdict':
      return verdict?.at ?? null;
    case 'attempts':
      return attempts[count - 1]?.at ?? null;
    case 'first_response':
    case 'recycled_followed_up':
      return attempts[0]?.at ?? accepted;
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
