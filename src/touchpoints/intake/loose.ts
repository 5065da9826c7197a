/** JSON from outside, of which nothing is known but that it is an object. */
export type Loose = Record<string, unknown>;

export function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const LONGEST = 2_000;

/** What can be read as a text that says something; an id may come as a number. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim().slice(0, LONGEST).toWellFormed().replaceAll('\0', '') || undefined;
}
