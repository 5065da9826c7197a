import type { Loose } from './loose.ts';

type Money = { value: number | null; currency: string | null };
const NONE: Money = { value: null, currency: null };

/** `revenue`, `value` or `total` with a `currency`, in whole units as Segment has it, as minor units. */
export function moneyOf(properties: Loose): Money {
  const amount = Number(properties['revenue'] ?? properties['value'] ?? properties['total'] ?? Number.NaN);
  const currency = properties['currency'];
  if (!Number.isFinite(amount) || typeof currency !== 'string') return NONE;
  const code = currency.toUpperCase();
  const digits = digitsOf(code);
  const value = digits === null ? Number.NaN : Math.round(amount * 10 ** digits);
  return Number.isSafeInteger(value) ? { value, currency: code } : NONE;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));
const known = new Map<string, number>();

/** How many digits the currency's minor unit has: two for EUR, none for JPY; null when it is no currency. */
function digitsOf(code: string): number | null {
  if (!currencies.has(code)) return null;
  const digits =
    known.get(code) ??
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      .maximumFractionDigits ??
    2;
  known.set(code, digits);
  return digits;
}
