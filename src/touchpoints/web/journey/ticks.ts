import type { Scale } from './scale.ts';

export type Tick = { x: number; word: string; major: boolean };
type Candidate = { at: number; word: string; rank: number };

const day = 86_400_000;
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Years before months before days: each stands where there is room for its word. */
export function ticksOf(scale: Scale, gap: number): Tick[] {
  const ticks: Tick[] = [];
  // "Today" stands at the right end.
  const last = scale.right - gap;
  for (const { at, word, rank } of candidates(scale, gap)) {
    const x = scale.x(at);
    const free = x >= scale.left && x <= last && ticks.every((tick) => Math.abs(tick.x - x) >= gap);
    if (free) ticks.push({ x, word, major: rank < 4 });
  }
  return ticks.toSorted((one, other) => one.x - other.x);
}

/** Weeks are told only of months that are drawn wide, days of wide weeks, hours of wide days. */
function candidates({ from, to, x }: Scale, gap: number): Candidate[] {
  const isWide = (at: number, length: number) =>
    x(Math.min(to, at + length)) - x(Math.max(from, at)) >= 3 * gap;
  const found = [...monthStarts(from, to)];
  const weeks = to - from < 800 * day ? [...daysIn(from, to, [8, 15, 22], 4)] : [];
  found.push(...weeks.filter(({ at }) => isWide(at - 7 * day, 30 * day)));
  const days = to - from < 100 * day ? [...daysIn(from, to, undefined, 5)] : [];
  found.push(...days.filter(({ at }) => isWide(at - 2 * day, 5 * day)));
  if (to - from < 5 * day) found.push(...hoursIn(from, to));
  return found.toSorted((one, other) => one.rank - other.rank);
}

function* monthStarts(from: number, to: number): Generator<Candidate> {
  const start = new Date(from);
  for (let month = start.getUTCMonth(); ; month++) {
    const at = Date.UTC(start.getUTCFullYear(), month, 1);
    if (at > to) return;
    const which = new Date(at).getUTCMonth();
    const rank = which === 0 ? 0 : which === 6 ? 1 : which % 3 === 0 ? 2 : 3;
    const word = which === 0 ? String(new Date(at).getUTCFullYear()) : (months[which] ?? '');
    if (at >= from) yield { at, word, rank };
  }
}

function* daysIn(from: number, to: number, only: number[] | undefined, rank: number): Generator<Candidate> {
  for (let at = Math.ceil(from / day) * day; at <= to; at += day) {
    const date = new Date(at).getUTCDate();
    if (only?.includes(date) ?? date !== 1) yield { at, word: String(date), rank };
  }
}

function* hoursIn(from: number, to: number): Generator<Candidate> {
  const hour = day / 24;
  for (let at = Math.ceil(from / hour) * hour; at <= to; at += hour) {
    const clock = new Date(at).getUTCHours();
    if (clock !== 0) yield { at, word: `${clock}:00`, rank: clock % 6 === 0 ? 6 : 7 };
  }
}
