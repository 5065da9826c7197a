/**
 * Texts are found in others whatever their case, told the same way here and in PostgreSQL: intake matches here, a rebuild
 * there, and one touchpoint more or less would be another score. What PostgreSQL's own `lower` and `ilike` do depends on
 * where it was set up, so letters are compared one by one, by a table of ours.
 */
export function folded(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let all = '';
  for (let place = 0; place < text.length; place++) all += fold(text.charAt(place));
  return all;
}

/** The same as a regular expression of PostgreSQL, for `text ~ pattern`: every letter as all letters that are the same. */
export function patternOf(needle: string): string {
  return [...needle.matchAll(/[^]/g)].map(([unit]) => classOf(unit)).join('');
}

/** As it is stored (touchpoints keep neither NUL nor halves of characters). */
export function storedText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return UNSTORABLE.test(value) ? value.toWellFormed().replaceAll('\0', '') : value;
}

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

const ASCII = /^[\0-\x7f]*$/;
const UNSTORABLE = /[\0\ud800-\udfff]/;
const LAST_UNIT = 0xff_ff;

/**
 * A letter whose small one is two (İ) stays itself. So does one outside of ASCII whose small one is in it (the sign of
 * Kelvin): then a text of ASCII is found by its bytes alone.
 */
function fold(unit: string): string {
  const small = unit.toLowerCase();
  if (small.length !== 1 || (isAscii(small) && !isAscii(unit))) return unit;
  return small;
}

let classes: Map<string, string> | undefined;

function classOf(unit: string): string {
  classes ??= sameLetters();
  const same = classes.get(fold(unit));
  if (same) return `[${same}]`;
  return /[!-/:-@[-`{-~]/.test(unit) ? `\\${unit}` : unit;
}

/** Small letter → itself and all that fold to it. */
function sameLetters(): Map<string, string> {
  const all = new Map<string, string>();
  for (let code = 0; code <= LAST_UNIT; code++) {
    const unit = String.fromCharCode(code);
    const small = fold(unit);
    if (small !== unit) all.set(small, (all.get(small) ?? small) + unit);
  }
  return all;
}
