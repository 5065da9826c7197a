const counts = new Intl.NumberFormat('en-GB');
const moneys = new Map<string, Intl.NumberFormat>();

export function count(value: number): string {
  return counts.format(value);
}

/** 1 contact, 48,214 contacts. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 0.8647 → 86%, 34 of 1,000 → 3.4%: small shares keep a digit, or all would read alike. Of nothing there is no share. */
export function percent(part: number, of = 1, digits?: number): string {
  if (of === 0) return '–';
  const share = (100 * part) / of;
  return `${Number(share.toFixed(digits ?? (share < 9.95 ? 1 : 0)))}%`;
}

/** An estimate to the last digit would look like a count: 48,214 → about 48,000. */
export function about(value: number): string {
  const digits = 10 ** Math.max(0, String(Math.round(value)).length - 2);
  return `about ${count(Math.round(value / digits) * digits)}`;
}

/** 'about 48,000' at the beginning of a sentence: 'About 48,000'. */
export function sentenceCase(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Minor units and their currency: 236000 GBP → £2,360. Pennies are shown when there are any. */
export function money(minor: number, currency: string): string {
  return moneyFormat(currency)
    .format(minor / unitsOf(currency))
    .replace(/[.,]00$/, '');
}

/** Into how many minor units the main one falls: 100 of GBP, 1 of JPY, 1000 of KWD. */
export function unitsOf(currency: string): number {
  return 10 ** digitsOf(currency);
}

export function digitsOf(currency: string): number {
  return moneyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function moneyFormat(currency: string): Intl.NumberFormat {
  const known = moneys.get(currency);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  moneys.set(currency, made);
  return made;
}
