import { clockTime, daysApart, weekday } from './days.ts';

/** A stretch of somebody's working time, in milliseconds since 1970. */
export type Span = readonly [from: number, to: number];
/** `minutesLeft` is what was left of its working time when it was asked for. */
export type Running = { startedAt: string; dueAt: string; minutesLeft?: number | null };
export type Tone = 'calm' | 'soon' | 'late';
/** How a clock looks now: its colour, its words, and how much of the ring is left (0 to 1). */
type Face = { tone: Tone; words: string; left: number; resting: boolean };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** From here on it is bold: a third of the time is left. */
const SOON = 1 / 3;
const USUAL_DAY = 8 * HOUR;

/**
 * The clock at a moment, counted here and not asked of the server: the spans are the rep's working time, so it rests at
 * night and on holidays. Until they are known, it shows what it was when it was asked for.
 */
export function faceOf(clock: Running, spans: readonly Span[], now: Date, zone: string): Face {
  if (spans.length === 0 && typeof clock.minutesLeft === 'number') return askedFace(clock.minutesLeft);
  const { startedAt, dueAt } = clock;
  const [start, due, at] = [Date.parse(startedAt), Date.parse(dueAt), now.getTime()];
  if (at > due) {
    const over = Math.max(MINUTE, workedBetween(spans, due, at));
    return { tone: 'late', words: `${lengthOf(over, spans)} over`, left: 0, resting: false };
  }
  const left = workedBetween(spans, Math.max(at, start), due);
  const whole = Math.max(MINUTE, workedBetween(spans, start, due));
  const share = Math.min(1, left / whole);
  const tone = share <= SOON ? 'soon' : 'calm';
  const opens = opensAt(spans, at);
  if (opens !== undefined && opens > at && left < USUAL_DAY) {
    const words = `${lengthOf(left, spans)}, from ${momentWords(new Date(opens), now, zone)}`;
    return { tone, words, left: share, resting: true };
  }
  return { tone, words: `${lengthOf(left, spans)} left`, left: share, resting: false };
}

function askedFace(minutesLeft: number): Face {
  const words = lengthOf(Math.max(1, Math.abs(minutesLeft)) * MINUTE);
  if (minutesLeft < 0) return { tone: 'late', words: `${words} over`, left: 0, resting: false };
  return { tone: 'calm', words: `${words} left`, left: 1, resting: false };
}

/** Milliseconds of working time between two moments. */
export function workedBetween(spans: readonly Span[], from: number, to: number): number {
  if (to <= from) return 0;
  if (spans.length === 0) return to - from;
  return spans.reduce(
    (sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, to) - Math.max(opens, from)),
    0,
  );
}

/** When work begins again; undefined while somebody works, or when nobody knows. */
export function opensAt(spans: readonly Span[], at: number): number | undefined {
  const next = spans.find(([, closes]) => closes > at);
  return next !== undefined && next[0] > at ? next[0] : undefined;
}

/** '41 min', '3 h 20', '2 days': a day is as long as this person works on one. */
export function lengthOf(length: number, spans: readonly Span[] = []): string {
  const minutes = Math.max(1, Math.ceil(length / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const day = dayLength(spans);
  if (length >= 2 * day) return `${Math.floor(length / day)} days`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')}`;
}

function dayLength(spans: readonly Span[]): number {
  if (spans.length === 0) return USUAL_DAY;
  const days = Map.groupBy(spans, ([from]) => Math.floor(from / (24 * HOUR)));
  const worked = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  return worked / days.size;
}

/** '09:00', 'Mon 09:00' */
function momentWords(at: Date, now: Date, zone: string): string {
  const time = clockTime(at, zone);
  return daysApart(now, at, zone) === 0 ? time : `${weekday(at, zone)} ${time}`;
}
