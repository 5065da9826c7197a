import type { Temperature } from '../temperature.ts';

/** What became of somebody within the window, as sales and the stages tell. */
export type Verdicts = { accepted: Date | null; rejected: Date | null; won: Date | null };

/** Somebody's way through the window by one model. */
export type Way = { hotAtStart: boolean; becameHot: Date[]; temperature: Temperature };

export type SideTally = {
  /** Hot already when the window began. */
  already: number;
  people: number;
  moves: number;
  ever: number;
  now: Record<Temperature, number>;
  accepted: number;
  rejected: number;
  won: number;
  /** Monday → who became hot in that week for the first time. */
  weeks: Record<string, number>;
};

export type MovedPerson = { id: string; from: Temperature; to: Temperature };
type Moved = { count: number; people: MovedPerson[] };

/** Small enough to be the cursor of the operation: a killed simulation goes on from it. */
export type Tally = {
  since: string;
  until: string;
  /** How many there are; more than `looked` when a sample was replayed. */
  contacts: number;
  looked: number;
  accepted: number;
  won: number;
  draft: SideTally;
  inForce: SideTally | null;
  movesIn: Moved;
  movesOut: Moved;
};

/** Lists are for looking at a few; the counts beside them are exact. */
const MOST_NAMED = 50;

export function emptyTally(window: { since: Date; until: Date }, compared: boolean): Tally {
  return {
    since: window.since.toISOString(),
    until: window.until.toISOString(),
    contacts: 0,
    looked: 0,
    accepted: 0,
    won: 0,
    draft: emptySide(),
    inForce: compared ? emptySide() : null,
    movesIn: { count: 0, people: [] },
    movesOut: { count: 0, people: [] },
  };
}

function emptySide(): SideTally {
  return {
    already: 0,
    people: 0,
    moves: 0,
    ever: 0,
    now: { cold: 0, warm: 0, hot: 0 },
    accepted: 0,
    rejected: 0,
    won: 0,
    weeks: {},
  };
}

/** Adds one contact. */
export function add(
  tally: Tally,
  id: string,
  { draft, inForce, verdicts }: { draft: Way; inForce: Way | null; verdicts: Verdicts | undefined },
): void {
  tally.looked += 1;
  if (verdicts?.accepted) tally.accepted += 1;
  if (verdicts?.won) tally.won += 1;
  addWay(tally.draft, draft, verdicts);
  if (tally.inForce && inForce) addWay(tally.inForce, inForce, verdicts);
  const from = inForce?.temperature ?? 'cold';
  const to = draft.temperature;
  if (to === 'hot' && from !== 'hot') addMoved(tally.movesIn, { id, from, to });
  if (from === 'hot' && to !== 'hot') addMoved(tally.movesOut, { id, from, to });
}

/** Whoever was hot already when the window began was so before all that happened in it. */
function addWay(side: SideTally, { hotAtStart, becameHot, temperature }: Way, verdicts?: Verdicts): void {
  side.now[temperature] += 1;
  side.moves += becameHot.length;
  const [first] = becameHot;
  if (first) {
    side.people += 1;
    const week = mondayOf(first);
    side.weeks[week] = (side.weeks[week] ?? 0) + 1;
  }
  if (hotAtStart) side.already += 1;
  else if (!first) return;
  side.ever += 1;
  const after = (at: Date | null | undefined) =>
    at !== null && at !== undefined && (hotAtStart || (first !== undefined && at >= first));
  if (after(verdicts?.accepted)) side.accepted += 1;
  if (after(verdicts?.rejected)) side.rejected += 1;
  if (after(verdicts?.won)) side.won += 1;
}

function addMoved(moved: Moved, person: MovedPerson): void {
  moved.count += 1;
  if (moved.people.length < MOST_NAMED) moved.people.push(person);
}

const DAY_MS = 86_400_000;

/** The Monday of its week, UTC. */
export function mondayOf(at: Date): string {
  const daysAfterMonday = (at.getUTCDay() + 6) % 7;
  return new Date(at.getTime() - daysAfterMonday * DAY_MS).toISOString().slice(0, 10);
}

/** Every Monday of the window: weeks in which nobody became hot are weeks, too. */
export function weeksOf({ since, until }: { since: Date; until: Date }): string[] {
  const weeks: string[] = [];
  for (let at = Date.parse(mondayOf(since)); at <= until.getTime(); at += 7 * DAY_MS)
    weeks.push(new Date(at).toISOString().slice(0, 10));
  return weeks;
}
