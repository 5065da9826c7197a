import { readNumber, type Spelling } from './spelling.ts';

const SYMBOLS: Record<string, string[]> = {
  '€': ['EUR'],
  '£': ['GBP'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  zł: ['PLN'],
  kč: ['CZK'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['SEK', 'NOK', 'DKK', 'ISK'],
  r$: ['BRL'],
  fr: ['CHF'],
  'fr.': ['CHF'],
};

/** Minor units of "1.234,50 €", "EUR 1,234.5", "£99", "-12". What is in another currency is refused, not converted. */
export function readMoney(
  text: string,
  currency: string,
  spelling: Spelling = {},
): number | { problem: string } {
  const [, before = '', amount = '', after = ''] =
    /^([+\-\u2212]?\s*[^\d.,+\-\u2212]*)([+\-\u2212]?[\d.,'’\s\u00a0\u202f]*\d)[.,]?-?\s*([^\d]*)$/.exec(
      text.trim(),
    ) ?? [];
  const mark = (before.replaceAll(/[+\-\u2212]/g, '').trim() || after.trim()).toLowerCase();
  if (amount === '') return { problem: `“${short(text)}” is not an amount such as 1,234.50.` };
  if (mark !== '' && mark.toUpperCase() !== currency && !SYMBOLS[mark]?.includes(currency))
    return { problem: `“${short(text)}” is not in ${currency}, in which these amounts are kept.` };
  const digits = minorDigits(currency);
  const number = readNumber(/[-\u2212]/.test(before) ? `-${amount}` : amount, {
    decimal: spelling.decimal ?? groupedOnly(amount, digits),
  });
  if (typeof number !== 'number') return number;
  const minor = Math.round(number * 10 ** digits);
  if (!Number.isSafeInteger(minor)) return { problem: `“${short(text)}” is too large an amount.` };
  if (Math.abs(minor - number * 10 ** digits) > 1e-6 * Math.max(1, Math.abs(minor)))
    return { problem: `“${short(text)}” has more decimals than ${currency} has.` };
  return minor;
}

export function formatMoney(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
  });
  return format.format(minor / 10 ** digits).replace(/\.0+$/, '');
}

/** "1234.50" */
export function plainMoney(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** How many decimals people write: 2 in euros, 0 in yen. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** ISO 4217, as far as this machine knows them. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

/** No currency but those of three decimals has any after "1,234" or "1.234": they are thousands. */
function groupedOnly(amount: string, digits: number): Spelling['decimal'] {
  const [, mark] = /^[-+]?\s*[1-9]\d{0,2}([.,])\d{3}$/.exec(amount.trim()) ?? [];
  if (mark === undefined || digits === 3) return undefined;
  return mark === ',' ? '.' : ',';
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
