const counts = new Intl.NumberFormat('en-GB');
const moneys = new Map<string, Intl.NumberFormat>();

export function count(value: number): string {
  return counts.format(value);
}

/** 1 contact, 48,214 contacts. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** An estimate to the last digit would look like a count: 48,214 → about 48,000. */
export function about(value: number): string {
  const digits = 10 ** Math.max(0, String(Math.round(value)).length - 2);
  return `about ${count(Math.round(value / digits) * digits)}`;
}

/** Minor units and their currency: 236000 GBP → £2,360. Pennies are shown when there are any. */
export function money(minor: number, currency: string): string {
  const format = moneyFormat(currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const value = minor / 10 ** digits;
  return format.format(value).replace(/[.,]00$/, '');
}

function moneyFormat(currency: string): Intl.NumberFormat {
  const known = moneys.get(currency);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  moneys.set(currency, made);
  return made;
}
