import { coolsAt, engagementAt, heatAt, type GroupHeat, type HeatGroup } from './heat.ts';
import type { ModelDocument } from './model.ts';
import { type Temperature } from './temperature.ts';

/** What a model makes of a contact, as it is kept. */
export type Scored = {
  fit: number;
  /** Signed points at `heatAt`, one a group in the order of the document. */
  heats: readonly number[];
  heatAt: Date;
  handRaisedAt: Date | null;
  temperature: Temperature;
  coolsAt: Date | null;
};

/** What a touchpoint gives: points of one group, or a raised hand. */
export type Given = { at: Date; group: number; points: number } | { at: Date; hand: string };

export type Grade = 'A' | 'B' | 'C' | 'D';

const DAY_MS = 86_400_000;
/** What cools later than that does not cool: PostgreSQL and people count years in four digits. */
const LONGEST_MS = 200 * 366 * DAY_MS;

export function engagementOf(
  { heats, heatAt: at }: Pick<Scored, 'heats' | 'heatAt'>,
  groups: readonly HeatGroup[],
  moment: Date,
): number {
  return engagementAt(groupHeats(heats, at, groups), moment);
}

/** With these touchpoints, in whatever order they come. The moment of the heats is never before the newest of them. */
export function addGiven<Row extends Scored>(
  row: Row,
  given: readonly Given[],
  groups: readonly HeatGroup[],
): Row {
  let { heatAt: at, handRaisedAt } = row;
  for (const each of given) {
    if ('hand' in each) handRaisedAt = handRaisedAt && handRaisedAt > each.at ? handRaisedAt : each.at;
    else if (each.at > at) at = each.at;
  }
  const heats = groups.map((group, place) =>
    heatAt({ points: row.heats[place] ?? 0, at: row.heatAt }, at, group),
  );
  for (const each of given) {
    const group = 'hand' in each ? undefined : groups[each.group];
    if (!group || 'hand' in each) continue;
    heats[each.group] = (heats[each.group] ?? 0) + heatAt(each, at, group);
  }
  return { ...row, heats, heatAt: at, handRaisedAt };
}

/** The temperature of who had `before`: by both axes, each with its play; a raised hand is hot for as long as it is up. */
export function temperatureAt(
  document: Pick<ModelDocument, 'warm' | 'hot' | 'raisedHandDays'>,
  now: { fit: number; engagement: number; hand: Date | null; before: Temperature; at: Date },
): Temperature {
  if (isUp(document, now.hand, now.at)) return 'hot';
  const { before } = now;
  if (isThere(document.hot, now, before === 'hot')) return 'hot';
  return isThere(document.warm, now, before !== 'cold') ? 'warm' : 'cold';
}

/** The same score with the temperature it has at `at`, and when that will change by itself. */
export function settle<Row extends Scored>(
  row: Row,
  document: ModelDocument,
  at: Date,
): Row & { engagement: number } {
  const heats = groupHeats(row.heats, row.heatAt, document.groups);
  const engagement = engagementAt(heats, at);
  const { fit, handRaisedAt: hand, temperature: before } = row;
  const temperature = temperatureAt(document, { fit, engagement, hand, before, at });
  return { ...row, engagement, temperature, coolsAt: changesAt() };

  function changesAt(): Date | null {
    if (temperature === 'cold') return null;
    if (hand && isUp(document, hand, at)) return handDown(document, hand);
    const cools = coolsAt(heats, at, document[temperature].engagement.leave);
    return cools && cools.getTime() - at.getTime() < LONGEST_MS ? cools : null;
  }
}

export function handDown({ raisedHandDays }: Pick<ModelDocument, 'raisedHandDays'>, hand: Date): Date {
  return new Date(hand.getTime() + raisedHandDays * DAY_MS);
}

export function gradeOf(fit: number, { a, b, c }: ModelDocument['fit']['grades']): Grade {
  if (fit >= a) return 'A';
  if (fit >= b) return 'B';
  return fit >= c ? 'C' : 'D';
}

function groupHeats(heats: readonly number[], at: Date, groups: readonly HeatGroup[]): GroupHeat[] {
  return groups.map((group, place) => ({ group, heat: { points: heats[place] ?? 0, at } }));
}

type Line = ModelDocument['warm'];

function isThere(
  line: Line,
  { fit, engagement }: { fit: number; engagement: number },
  already: boolean,
): boolean {
  if (engagement >= line.engagement.enter && fit >= line.fit.enter) return true;
  return already && engagement >= line.engagement.leave && fit >= line.fit.leave;
}

function isUp(document: Pick<ModelDocument, 'raisedHandDays'>, hand: Date | null, at: Date): boolean {
  return hand !== null && handDown(document, hand) > at;
}
