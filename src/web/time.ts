const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 'just now', '4 min ago', 'in 2 h', 'yesterday', then the date itself. */
export function relative(at: Date, now: Date, timeZone: string): string {
  const distance = at.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < minute) return 'just now';
  if (size < hour) return around(distance, Math.round(size / minute), 'min');
  const days = daysBetween(at, now, timeZone);
  if (days === 0 || size < 12 * hour) return around(distance, Math.round(size / hour), 'h');
  if (days === -1) return 'yesterday';
  if (days === 1) return 'tomorrow';
  if (Math.abs(days) < 7) return around(distance, Math.abs(days), 'days');
  return shortDate(at, now, timeZone);
}

/** 'Tue 24 November 2026, 14:05:09 GMT': the exact moment, shown on hover. */
export function exact(at: Date, timeZone: string): string {
  return format(at, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** '24 Nov', with the year when it is another. */
export function shortDate(at: Date, now: Date, timeZone: string): string {
  const sameYear = format(at, timeZone, { year: 'numeric' }) === format(now, timeZone, { year: 'numeric' });
  return format(at, timeZone, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

export function clockTime(at: Date, timeZone: string): string {
  return format(at, timeZone, { hour: '2-digit', minute: '2-digit' });
}

/** 'Today, Tue 24 November': the heading over a day of a timeline. */
export function dayHeading(at: Date, now: Date, timeZone: string): string {
  const sameYear = format(at, timeZone, { year: 'numeric' }) === format(now, timeZone, { year: 'numeric' });
  const date = format(at, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).replace(',', '');
  const days = daysBetween(at, now, timeZone);
  if (days === 0) return `Today, ${date}`;
  if (days === -1) return `Yesterday, ${date}`;
  return days === 1 ? `Tomorrow, ${date}` : date;
}

/** '2026-05-01' → 'May 2026': a month is the same everywhere. */
export function monthWords(day: string): string {
  return format(new Date(`${day}T12:00:00Z`), 'UTC', { month: 'long', year: 'numeric' });
}

/** '2026-11-24' as the user's calendar says. */
export function dayOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** '2 min', '1 h 5 min': how long something will take. */
export function span(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  const minutes = Math.round((seconds % 3600) / 60);
  return minutes === 0 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 3600)} h ${minutes} min`;
}

function daysBetween(at: Date, now: Date, timeZone: string): number {
  return Math.round((Date.parse(dayOf(at, timeZone)) - Date.parse(dayOf(now, timeZone))) / day);
}

function around(distance: number, count: number, unit: string): string {
  return distance < 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}

function format(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(timeZone, options).format(at);
}

// Making a formatter costs fifty times what using one does, and a list formats hundreds of dates.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour12: false, ...options });
  formatters.set(key, made);
  return made;
}
