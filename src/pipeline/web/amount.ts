import { minorOf } from '../../touchpoints/web/log/amount.ts';
import { digitsOf } from '../../web/numbers.ts';

export const NO_AMOUNT = 'Enter an amount such as 4,800 or 1,250.50.';

/** As it is edited: 480000 GBP → '4800', 125050 → '1250.50'. */
export function plainAmount(minor: number | null, currency: string | null): string {
  if (minor === null || currency === null) return '';
  const digits = digitsOf(currency);
  return (minor / 10 ** digits).toFixed(digits).replace(/\.0+$/, '');
}

/** What was typed, as the server keeps it: null for nothing, undefined for what is no amount. */
export function readAmount(typed: string, currency: string): number | null | undefined {
  if (typed.trim() === '') return null;
  return typed.includes('-') ? undefined : minorOf(typed.trim(), currency);
}
