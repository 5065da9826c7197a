import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { reasonsOf } from '../../scoring/scoring.ts';
import { kinds, type Kind } from '../../touchpoints/touchpoints.ts';
import type { Brief } from '../brief.ts';
import '../tables.ts';
import { saidIn } from './said.ts';
import { isReading, labelOf, recentWords, type Touch } from './why.ts';

const MOST_TOUCHES = 300;
const LONGEST_DAYS = 400;
const MOST_READ = 15;
const MOST_REASONS = 8;
const MOST_RULES = 4;

export type Unbriefed = { id: string; contact_id: string; opened_at: Date; why: Brief };

/**
 * Writes the briefs of these hand-offs, as things stood when each was opened: what was done since is no part of it.
 * A handful of statements, whatever their number; of a flood, without what the score says of each.
 */
export async function writeBriefs(db: Db, handoffs: Unbriefed[]): Promise<void> {
  if (handoffs.length === 0) return;
  const touches = await touchesBefore(db, handoffs);
  const rules = await rulesOf(db, handoffs);
  const briefs = handoffs.map((handoff) =>
    briefOf(handoff, touches.get(handoff.id) ?? [], rules.get(handoff.id) ?? []),
  );
  await sql`
    update handoff.handoffs as h set why = b.why, campaign = coalesce(h.campaign, b.campaign), briefed_at = ${now()}
    from unnest(${handoffs.map(({ id }) => id)}::uuid[], ${briefs.map(({ brief }) => JSON.stringify(brief))}::jsonb[],
      ${briefs.map(({ campaign }) => campaign)}::text[]) as b (id, why, campaign)
    where h.id = b.id`.execute(db);
}

/** Of a flood, what they did must do. */
const FEW = 50;

/** What the score says raised it. */
async function rulesOf(db: Db, handoffs: Unbriefed[]): Promise<Map<string, string[]>> {
  if (handoffs.length > FEW) return new Map();
  const ids = handoffs.map((each) => each.contact_id);
  // A brief without them is better than none: they add to it, and must not hold up the lead.
  const reasons = await transaction(db, (trx) => reasonsOf(trx, ids)).catch(
    () => new Map<string, string[]>(),
  );
  return new Map(
    handoffs.map(({ id, contact_id: contactId }) => [
      id,
      (reasons.get(contactId) ?? []).slice(0, MOST_RULES),
    ]),
  );
}

type Touched = Touch & { handoff_id: string; campaign: string | null };

async function touchesBefore(db: Db, handoffs: Unbriefed[]): Promise<Map<string, Touched[]>> {
  const { rows } = await sql<Omit<Touched, 'kindLabel'> & { declared: string | null }>`
    select n.handoff_id, t.*, d.label as declared
    from unnest(${handoffs.map(({ id }) => id)}::uuid[], ${handoffs.map((each) => each.contact_id)}::uuid[],
      ${handoffs.map((each) => each.opened_at.toISOString())}::timestamptz[]) as n (handoff_id, contact_id, at)
    cross join lateral (
      select kind, name, channel, actor_name as actor, occurred_at as at, campaign, properties
      from touchpoints.touchpoints as t
      where t.contact_id = n.contact_id and t.occurred_at <= n.at
        and t.occurred_at > n.at - make_interval(days => ${LONGEST_DAYS})
      order by t.occurred_at desc, t.id desc limit ${MOST_TOUCHES}) as t
    left join touchpoints.kinds as d on d.kind = t.kind
    order by n.handoff_id, t.at desc`.execute(db);
  const named = rows.map(({ declared, ...row }) => ({ ...row, kindLabel: labelOfKind(row.kind, declared) }));
  return Map.groupBy(named, ({ handoff_id: id }) => id);
}

const builtIn = new Map<string, Kind>(Object.entries(kinds));

function labelOfKind(kind: string, declared: string | null): string {
  return builtIn.get(kind)?.label ?? declared ?? kind.replaceAll('_', ' ');
}

function briefOf({ opened_at: at, why }: Unbriefed, touches: Touched[], rules: string[]) {
  const [first, ...more] = why.reasons;
  const recent = recentWords(touches, at);
  // "Became hot" is the least one can say of somebody who did something; a raised hand, the most.
  const plain = first?.startsWith('Became ') === true;
  const ordered = plain ? [...recent, first, ...more, ...rules] : [first ?? '', ...more, ...recent, ...rules];
  const reasons = [...new Set(ordered.filter(Boolean))].slice(0, MOST_REASONS);
  const brief: Brief = {
    reasons,
    read: readIn(touches),
    said: saidIn(touches),
    ...(why.note === undefined ? {} : { note: why.note }),
  };
  const campaign = touches.findLast((touch) => touch.campaign !== null)?.campaign ?? null;
  return { brief, campaign };
}

const cameTo = new Set(['event_attended', 'store_visit', 'fair_talk', 'demo', 'form_submitted']);

/** Each page once, at its last time. */
function readIn(touches: Touch[]): Brief['read'] {
  const read = new Map<string, Brief['read'][number]>();
  for (const touch of touches) {
    if (!isReading(touch.kind) && !cameTo.has(touch.kind)) continue;
    const label = labelOf(touch);
    if (!read.has(label)) read.set(label, { label, at: touch.at.toISOString(), kind: touch.kind });
    if (read.size === MOST_READ) break;
  }
  return [...read.values()];
}
