import { digitsOf } from '../../../web/numbers.ts';

/** '42.50', '42,50', '£1,042' → minor units of the currency; undefined for what is no amount. */
export function minorOf(text: string, currency: string): number | undefined {
  const plain = text.replaceAll(/[^\d.,]/g, '');
  const digits = digitsOf(currency);
  // Three digits behind the last point are thousands, but where a currency has thousandths.
  const parts = new RegExp(`^([\\d.,]*?)(?:[.,](\\d{1,${Math.max(2, digits)}}))?$`);
  const [, whole = '', fraction = ''] = parts.exec(plain) ?? [];
  const units = whole.replaceAll(/[.,]/g, '');
  if (units === '' && fraction === '') return undefined;
  return Math.round((Number(units || '0') + Number(`0.${fraction || '0'}`)) * 10 ** digits);
}
