import { sql } from 'kysely';
import { holdsOnRecord, problemsOf, readTrees } from '../../audience/audience.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { fading } from '../heat.ts';
import type { KnownModel } from '../known-models.ts';
import { countedAt, countedBy, type Touch } from '../matching.ts';
import type { EngagementRule } from '../model.ts';
import { daysBetween } from './cut-offs.ts';
import type { Example } from './examples.ts';
import { spanOf } from './past.ts';

/** Which rules held for somebody at a cut-off, and for how long they had been known. */
export type Holds = { rules: Set<string>; known: string };

/** A rule of engagement holds while a quarter of its points is left: two half-lives after a touchpoint; a hand, while it is up. */
const LEFT = 0.25;

type Row = Touch & { nth: number };

/** In the order of the examples. Touchpoints from the cut-off on are not read. */
export async function readHolds(db: Db, model: KnownModel, examples: readonly Example[]): Promise<Holds[]> {
  const { rows } = await sql<Row>`
    select e.nth, t.kind, t.channel, t.campaign, t.name, t.properties->'url' as page,
      t.occurred_at as "occurredAt", t.received_at as "receivedAt"
    from unnest(${examples.map(({ contactId }) => contactId)}::uuid[],
      ${examples.map(({ cutOff }) => cutOff)}::timestamptz[]) with ordinality as e (contact_id, cut_off, nth)
    join touchpoints.touchpoints as t on t.contact_id = e.contact_id and t.occurred_at < e.cut_off
    order by e.nth, t.occurred_at, t.id`.execute(db);
  const touches = Map.groupBy(rows, ({ nth }) => nth - 1);
  const fits = await fitHolds(db, model, [...new Set(examples.map(({ contactId }) => contactId))]);
  return examples.map(({ contactId, cutOff }, nth) => {
    const own = touches.get(nth) ?? [];
    const first = own[0]?.occurredAt;
    return {
      rules: new Set([...engagementHolds(model, own, cutOff), ...(fits.get(contactId) ?? [])]),
      known: spanOf(first ? daysBetween(first, cutOff) : null) ?? 'unknown',
    };
  });
}

type Moments = { rule: EngagementRule; halfLifeDays: number; moments: { at: Date }[] };

function engagementHolds({ match, document }: KnownModel, touches: Row[], cutOff: Date): string[] {
  const byRule = new Map<string, Moments>();
  const hands = new Set<string>();
  for (const touch of touches) {
    for (const { rule, group, hand } of match(touch)) {
      if (hand !== undefined && daysBetween(countedAt(touch), cutOff) < document.raisedHandDays)
        hands.add(hand);
      if (rule === undefined) continue;
      const { halfLifeDays = 1 } = document.groups[group] ?? {};
      const found = byRule.get(rule.id) ?? { rule, halfLifeDays, moments: [] };
      found.moments.push({ at: countedAt(touch) });
      byRule.set(rule.id, found);
    }
  }
  const held = [...byRule].flatMap(([id, { rule, halfLifeDays, moments }]) => {
    const left = countedBy(rule, moments).reduce(
      (sum, { at }) => sum + fading(daysBetween(at, cutOff), halfLifeDays),
      0,
    );
    return left >= LEFT ? [id] : [];
  });
  return [...held, ...hands];
}

/** Fit rules are asked of the record as it is today: what they would have said then, nobody kept. */
async function fitHolds(db: Db, { document }: KnownModel, ids: string[]): Promise<Map<string, string[]>> {
  const { rules } = document.fit;
  const read = await readTrees(
    db,
    rules.map(({ when }) => when),
  );
  const sound = rules.filter(({ when }) => problemsOf(when, read.problems).length === 0);
  if (sound.length === 0 || ids.length === 0) return new Map();
  const asked = {
    at: now(),
    few: true,
    among: (column: string) => sql<boolean>`${sql.raw(column)} = any(${ids}::uuid[])`,
  };
  const holds = sound.map(({ when }) => holdsOnRecord({ tree: when, meaning: read.meaning }, asked));
  const { rows } = await sql<{ id: string; holds: boolean[] }>`
    select c.id, array[${sql.join(holds)}]::boolean[] as holds
    from audience.contacts as c where ${asked.among('c.id')}`.execute(db);
  return new Map(
    rows.map((row) => [row.id, sound.flatMap(({ id }, place) => (row.holds[place] ? [id] : []))]),
  );
}
