/** '42.50', '42,50', '£1,042' → minor units of the currency; undefined for what is no amount. */
export function minorOf(text: string, currency: string): number | undefined {
  const plain = text.replaceAll(/[^\d.,]/g, '');
  const [, whole = '', fraction = ''] = /^([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(plain) ?? [];
  const digits = digitsOf(currency);
  const units = whole.replaceAll(/[.,]/g, '');
  if (units === '' && fraction === '') return undefined;
  return Math.round((Number(units || '0') + Number(`0.${fraction || '0'}`)) * 10 ** digits);
}

function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
