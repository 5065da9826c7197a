/**
 * Arrays as PostgreSQL reads them, for statements that take one a column. Written here because the driver's own way,
 * which asks every element what it is, took longer than sending the result.
 */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : quoted(value))).join(',')}}`;
}

/** Of ids, times and numbers, which need no quotes. */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** Null when there is nothing in it: a column of nulls is not worth sending. */
export function sparseArray<Value extends string | number>(
  values: readonly (Value | null)[],
  write: (values: readonly (Value | null)[]) => string,
): string | null {
  return values.every((value) => value === null) ? null : write(values);
}

/**
 * JSON texts in one, for `string_to_array(…, e'\\x1e')`: JSON has no such sign in it, so nothing is quoted here and
 * unquoted there, which with all of JSON's own quotes took as long as all the rest.
 */
export function jsonTexts(values: readonly string[]): string {
  return values.join('\x1e');
}

const SPECIAL = /["\\]/;
const EVERY_SPECIAL = /["\\]/g;

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, '\\$&')}"` : `"${text}"`;
}
