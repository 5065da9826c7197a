import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { KnownModel } from './known-models.ts';
import { countedAt, countedBy, type Touch } from './matching.ts';
import { fading } from './heat.ts';
import type { EngagementGroup, EngagementRule } from './model.ts';

/** Of somebody busier than that, what is told goes back so far. */
const MOST_TOUCHES = 20_000;
const DAY_MS = 86_400_000;

type Row = Touch & { id: string };

/** What counted of somebody's touchpoints, oldest first: by rule, and the raised hands. */
export type Past = {
  rules: { group: EngagementGroup; place: number; rule: EngagementRule; counted: Date[] }[];
  hands: { id: string; at: Date }[];
  /** When the oldest happened, counted or not. */
  since: Date | null;
};

/** Touch by touch, as the score was come by: slower than the sum that is kept, but it knows which rule gave what. */
export async function pastOf(db: Db, model: KnownModel, contactId: string): Promise<Past> {
  const [past = nothing] = await pastsOf(db, model, [contactId], MOST_TOUCHES);
  return past;
}

/** Of several at once, by one statement, in their order; of each the newest `most` touchpoints. */
export async function pastsOf(
  db: Db,
  model: KnownModel,
  contactIds: readonly string[],
  most: number,
): Promise<Past[]> {
  const { rows } = await sql<Row & { nth: number }>`
    select c.nth::int as nth, t.* from unnest(${contactIds}::uuid[]) with ordinality as c (id, nth)
    cross join lateral (
      select id, occurred_at as "occurredAt", received_at as "receivedAt", kind, channel, campaign, name,
        properties -> 'url' as page
      from touchpoints.touchpoints where contact_id = c.id
      order by occurred_at desc, id desc limit ${most}) as t
    order by nth, "occurredAt" desc, id desc`.execute(db);
  const each = Map.groupBy(rows, ({ nth }) => nth);
  return contactIds.map((_, place) => pastIn(model, each.get(place + 1) ?? []));
}

const nothing: Past = { rules: [], hands: [], since: null };

function pastIn({ document, match }: KnownModel, rows: readonly Row[]): Past {
  const moments = new Map<EngagementRule, { at: Date; id: string }[]>();
  const hands: Past['hands'] = [];
  for (const row of rows) {
    const at = countedAt(row);
    for (const { rule, hand } of match(row)) {
      if (hand !== undefined) hands.push({ id: hand, at });
      else {
        const known = moments.get(rule) ?? [];
        known.push({ at, id: row.id });
        moments.set(rule, known);
      }
    }
  }
  const rules = document.groups.flatMap((group, place) =>
    group.rules.flatMap((rule) => {
      const all = (moments.get(rule) ?? []).toSorted(inOrder);
      const counted = countedBy(rule, all).map(({ at }) => at);
      return counted.length === 0 ? [] : [{ group, place, rule, counted }];
    }),
  );
  const since = rows.at(-1);
  return {
    rules,
    hands: hands.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    since: since ? countedAt(since) : null,
  };
}

/** What is left at a moment of all that a rule gave until then. */
export function leftOf({ group, rule, counted }: Past['rules'][number], at: Date): number {
  return counted.reduce((sum, moment) => sum + leftOfOne(group, rule, moment, at), 0);
}

function leftOfOne(
  { halfLifeDays }: EngagementGroup,
  { points }: EngagementRule,
  moment: Date,
  at: Date,
): number {
  if (moment > at) return 0;
  return points * fading((at.getTime() - moment.getTime()) / DAY_MS, halfLifeDays);
}

/** The engagement somebody had at a moment, from what had happened until then. */
export function engagementThen({ rules }: Past, groups: readonly EngagementGroup[], at: Date): number {
  const sums = groups.map(() => 0);
  for (const each of rules) sums[each.place] = (sums[each.place] ?? 0) + leftOf(each, at);
  return groups.reduce((sum, { cap }, place) => sum + Math.max(0, Math.min(cap, sums[place] ?? 0)), 0);
}

function inOrder(one: { at: Date; id: string }, other: { at: Date; id: string }): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
}
