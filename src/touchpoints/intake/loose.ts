/** JSON from outside, of which nothing is known but that it is an object. */
export type Loose = Record<string, unknown>;

export function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const LONGEST = 2_000;

/** What can be read as a text that says something; an id may come as a number. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return storable(value.trim()) || undefined;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** Asked first whether there is anything to mend: a message has a dozen texts, and nearly all are fine. */
function storable(value: string): string {
  const text = value.length > LONGEST ? value.slice(0, LONGEST) : value;
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
}
