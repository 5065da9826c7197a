/** What a page is asked for, as its parts know it. */
export type Asked = Record<string, string>;

const MOST_DAYS = 731;

/**
 * As it stands in the address: a number of days is a number there, not a text in quotes; what is none, or what nobody
 * asks, is left out, so that one view has one address.
 */
export function toAddress(
  search: Record<string, unknown>,
  names: readonly string[],
): Record<string, string | number> {
  const said = names.flatMap((name): [string, string | number][] => {
    const value = search[name];
    if (name === 'days') return daysOf(value);
    return (typeof value === 'string' && value !== '') || typeof value === 'number'
      ? [[name, String(value)]]
      : [];
  });
  return Object.fromEntries(said);
}

export function fromAddress(search: Record<string, string | number>): Asked {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
}

function daysOf(value: unknown): [string, number][] {
  const days = Number(value);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? [['days', days]] : [];
}
