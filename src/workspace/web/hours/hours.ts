/** From–to spans of a weekday as 'HH:MM'; a day that is missing is free. 1 is Monday, 7 Sunday. */
export type Weekday = '1' | '2' | '3' | '4' | '5' | '6' | '7';
export type HourSpan = { from: string; to: string };
export type WeeklyHours = Partial<Record<Weekday, HourSpan[]>>;

const names: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};
const all: readonly Weekday[] = ['1', '2', '3', '4', '5', '6', '7'];
const usualDay: HourSpan[] = [{ from: '09:00', to: '17:00' }];

export const usualHours: WeeklyHours = { 1: usualDay, 2: usualDay, 3: usualDay, 4: usualDay, 5: usualDay };

export function dayName(day: Weekday): string {
  return names[day];
}

/** The seven days, beginning where this workspace's week begins. */
export function weekdays(startsOn = 1): Weekday[] {
  return [...all.slice(startsOn - 1), ...all.slice(0, startsOn - 1)];
}

export function spansOf(hours: WeeklyHours, day: Weekday): HourSpan[] {
  return hours[day] ?? [];
}

export function withDay(hours: WeeklyHours, day: Weekday, spans: HourSpan[]): WeeklyHours {
  const { [day]: _, ...others } = hours;
  return spans.length === 0 ? others : { ...others, [day]: spans };
}

/** A day gets the hours of the day before it, so that a week is quickly filled in. */
export function openDay(hours: WeeklyHours, day: Weekday): WeeklyHours {
  const before = all.slice(0, all.indexOf(day)).findLast((each) => spansOf(hours, each).length > 0);
  return withDay(hours, day, before === undefined ? usualDay : spansOf(hours, before));
}

/** As the server wants them: the spans of a day in order. */
export function inOrder(hours: WeeklyHours): WeeklyHours {
  const days = all.map(
    (day) =>
      [day, spansOf(hours, day).toSorted((one, other) => minutes(one.from) - minutes(other.from))] as const,
  );
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

/** A second span begins an hour after the first ended: the lunch break. */
export function withAnotherSpan(spans: HourSpan[]): HourSpan[] {
  const end = minutes(spans.at(-1)?.to ?? '08:00');
  const from = Math.min(end + 60, 23 * 60);
  return [...spans, { from: clock(from), to: clock(Math.min(from + 4 * 60, 24 * 60)) }];
}

/** What is wrong with a day, in words; undefined when nothing is. */
export function dayProblem(spans: HourSpan[]): string | undefined {
  if (spans.some(({ from, to }) => from === '' || to === '')) return 'Enter both times.';
  if (spans.some(({ from, to }) => minutes(to) <= minutes(from)))
    return 'The end must be later than the start.';
  const ordered = spans.toSorted((one, other) => minutes(one.from) - minutes(other.from));
  const overlaps = ordered.some(
    (span, index) => minutes(span.from) < minutes(ordered[index - 1]?.to ?? '00:00'),
  );
  return overlaps ? 'These times overlap.' : undefined;
}

/** 'Monday to Friday 09:00–17:00' or 'Monday, Wednesday 09:00–12:00; Friday 10:00–14:00'. */
export function hoursWords(hours: WeeklyHours, startsOn = 1): string {
  const groups: { days: Weekday[]; text: string }[] = [];
  for (const day of weekdays(startsOn)) {
    const text = spansOf(hours, day)
      .map(({ from, to }) => `${from}–${to}`)
      .join(' and ');
    if (text === '') continue;
    const same = groups.find((group) => group.text === text);
    if (same === undefined) groups.push({ days: [day], text });
    else same.days.push(day);
  }
  if (groups.length === 0) return 'No working hours';
  return groups.map(({ days, text }) => `${daysWords(days, startsOn)} ${text}`).join('; ');
}

export function hoursPerWeek(hours: WeeklyHours): number {
  const spans = all.flatMap((day) => spansOf(hours, day));
  return spans.reduce((sum, { from, to }) => sum + Math.max(0, minutes(to) - minutes(from)), 0) / 60;
}

/** A time field knows no 24:00: midnight at the end of a day is 00:00 there. */
export function toField(time: string): string {
  return time === '24:00' ? '00:00' : time;
}

export function endFromField(time: string): string {
  return time === '00:00' ? '24:00' : time;
}

function daysWords(days: Weekday[], startsOn: number): string {
  const order = weekdays(startsOn);
  const first = order.indexOf(days[0] ?? '1');
  const inARow = days.every((day, index) => order.indexOf(day) === first + index);
  const [one, last] = [days[0], days.at(-1)];
  if (days.length > 2 && inARow && one !== undefined && last !== undefined)
    return `${names[one]} to ${names[last]}`;
  return days.map((day) => names[day]).join(', ');
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

function clock(total: number): string {
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
