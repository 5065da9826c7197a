import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import type { MoveReason } from './events.ts';
import { fitsOf } from './fits.ts';
import { fading } from './heat.ts';
import { modelInForce, type KnownModel } from './known-models.ts';
import { countedAt, countedBy, type Touch } from './matching.ts';
import type { EngagementRule } from './model.ts';
import { addGiven, settle, type Given, type Scored } from './score.ts';
import { holdScores, writing } from './scores.ts';
import type { Temperature } from './temperature.ts';

/** Somebody whose past is brought in, with all they did. */
export type BroughtIn = { contactId: string; touches: readonly Touch[] };

export type PastMove = {
  at: Date;
  from: Temperature;
  to: Temperature;
  why: MoveReason;
  fit: number;
  engagement: number;
};

export type Chronicle = {
  moves: PastMove[];
  /** What the score was at a moment. */
  standingAt: (moment: Date) => { fit: number; engagement: number };
};

/**
 * Scores of people who come with a long past, and the temperatures they had on the way, by the model in force. Everybody
 * else's are told of; what is over is only written down, so that nobody is handed over for what they did a year ago.
 */
export async function writeChronicles(
  db: Db,
  people: readonly BroughtIn[],
  until: Date,
): Promise<Map<string, Chronicle>> {
  await modelInForce(db);
  const ids = people.map(({ contactId }) => contactId).toSorted();
  const { model, held } = await holdScores(db, () => ({ concerned: ids, everybody: [] }));
  const fits = await fitsOf(db, model.document, ids);
  const lives = new Map(
    people.map(({ contactId, touches }) => [
      contactId,
      live(model, givenOf(model, touches), fits.get(contactId) ?? model.freshFit, until),
    ]),
  );
  const rows = held.flatMap(({ contactId }) => {
    const life = lives.get(contactId);
    return life
      ? [{ ...life.now, contactId, since: life.chronicle.moves.at(-1)?.at.toISOString() ?? null }]
      : [];
  });
  if (rows.length > 0) await sql`select ${writing(model, rows)}`.execute(db);
  const chronicles = new Map([...lives].map(([id, { chronicle }]) => [id, chronicle]));
  await writeMoves(db, model, chronicles);
  return chronicles;
}

/** Everything they did that counts, in the order of time. */
function givenOf({ match }: KnownModel, touches: readonly Touch[]): Given[] {
  const given: Given[] = [];
  const often = new Map<EngagementRule, { at: Date; group: number }[]>();
  for (const touch of touches) {
    const at = countedAt(touch);
    for (const { group, rule, hand } of match(touch)) {
      if (hand !== undefined) given.push({ at, hand });
      else if (!rule.often) given.push({ at, group, points: rule.points });
      else often.set(rule, [...(often.get(rule) ?? []), { at, group }]);
    }
  }
  for (const [rule, moments] of often) {
    const inOrder = moments.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    for (const { at, group } of countedBy(rule, inOrder)) given.push({ at, group, points: rule.points });
  }
  return given.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function live(
  { document }: KnownModel,
  given: readonly Given[],
  fit: number,
  until: Date,
): { now: Scored; chronicle: Chronicle } {
  const moves: PastMove[] = [];
  let row: Scored = {
    fit,
    heats: document.groups.map(() => 0),
    heatAt: given[0]?.at ?? until,
    handRaisedAt: null,
    temperature: 'cold',
    coolsAt: null,
  };
  const become = (next: Scored, at: Date, why: MoveReason) => {
    const settled = settle(next, document, at);
    const { temperature: to, engagement } = settled;
    if (to !== row.temperature) moves.push({ at, from: row.temperature, to, why, fit, engagement });
    row = settled;
  };
  const coolUntil = (moment: Date) => {
    for (let due = row.coolsAt; due && due <= moment; due = later(row.coolsAt, due))
      become(row, due, 'cooled');
  };
  // One touchpoint may give points and raise a hand: that is one step.
  for (const together of Map.groupBy(given, ({ at }) => at.getTime()).values()) {
    const at = together[0]?.at ?? until;
    if (at > until) break;
    coolUntil(at);
    const raised = together.some((each) => 'hand' in each);
    become(addGiven(row, together, document.groups), at, raised ? 'raised_hand' : 'touched');
  }
  coolUntil(until);
  const standingAt = (moment: Date) => ({ fit, engagement: engagementThen(document.groups, given, moment) });
  return { now: row, chronicle: { moves, standingAt } };
}

/** The next moment, if there is one and it is not the same again. */
function later(next: Date | null, than: Date): Date | null {
  return next && next > than ? next : null;
}

const DAY_MS = 86_400_000;

function engagementThen(
  groups: KnownModel['document']['groups'],
  given: readonly Given[],
  moment: Date,
): number {
  const sums = groups.map(() => 0);
  for (const each of given) {
    if (each.at > moment) break;
    if ('hand' in each) continue;
    const days = (moment.getTime() - each.at.getTime()) / DAY_MS;
    const left = each.points * fading(days, groups[each.group]?.halfLifeDays ?? 1);
    sums[each.group] = (sums[each.group] ?? 0) + left;
  }
  return groups.reduce((sum, { cap }, place) => sum + Math.max(0, Math.min(cap, sums[place] ?? 0)), 0);
}

async function writeMoves(
  db: Db,
  { id: modelId }: KnownModel,
  chronicles: ReadonlyMap<string, Chronicle>,
): Promise<void> {
  const rows = [...chronicles].flatMap(([contactId, { moves }]) =>
    moves.map((move) => ({ ...move, contactId, id: newId() })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into scoring.moves (contact_id, moved_at, id, model_id, from_temperature, to_temperature, why, fit, engagement)
    select r."contactId", r.at, r.id, ${modelId}::uuid, r."from", r."to", r.why, r.fit, r.engagement
    from json_to_recordset(${JSON.stringify(rows)}::json) as r ("contactId" uuid, at timestamptz, id uuid, "from" text,
      "to" text, why text, fit real, engagement real)`.execute(db);
}
