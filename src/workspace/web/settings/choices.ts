import type { Choice } from '../../../web/ui/Select.tsx';

/** Those most people look for stand first. */
const common = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'CAD',
  'AUD',
  'JPY',
  'INR',
  'BRL',
];

const locales = [
  'en-GB',
  'en-US',
  'en-IE',
  'en-AU',
  'en-CA',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-CH',
  'it-IT',
  'es-ES',
  'es-MX',
  'pt-PT',
  'pt-BR',
  'nl-NL',
  'nl-BE',
  'da-DK',
  'sv-SE',
  'nb-NO',
  'fi-FI',
  'pl-PL',
  'cs-CZ',
  'sk-SK',
  'hu-HU',
  'ro-RO',
  'bg-BG',
  'el-GR',
  'tr-TR',
  'uk-UA',
  'ja-JP',
  'ko-KR',
  'zh-CN',
  'hi-IN',
];

export const weekStarts: Choice[] = [
  { value: '1', label: 'Monday' },
  { value: '7', label: 'Sunday' },
  { value: '6', label: 'Saturday' },
];

export function currencyChoices(stored: string): Choice[] {
  const names = new Intl.DisplayNames('en-GB', { type: 'currency' });
  const all = new Set([...common, ...Intl.supportedValuesOf('currency'), stored]);
  return [...all].map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

export function localeChoices(stored: string): Choice[] {
  const names = new Intl.DisplayNames('en-GB', { type: 'language', languageDisplay: 'standard' });
  const all = [...new Set([...locales, stored])];
  const choices = all.map((code) => ({ value: code, label: names.of(code) ?? code }));
  return choices.toSorted((one, other) => one.label.localeCompare(other.label));
}

/** '24/11/2026, £1,234.50': what the two choices together look like. */
export function example(locale: string, currency: string): string {
  const day = new Date(Date.UTC(2026, 10, 24, 12));
  try {
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(day);
    return `${date} and ${new Intl.NumberFormat(locale, { style: 'currency', currency }).format(1234.5)}`;
  } catch {
    return '';
  }
}
