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

/** Whether a text has this word, folded already, with no letter and no digit right before or after it. */
export function hasWord(text: string, word: string): boolean {
  const whole = folded(text);
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) {
    // Asked of the text itself: what folds to a letter may be a sign.
    if (!isOfWords(text.charAt(at - 1)) && !isOfWords(text.charAt(at + word.length))) return true;
  }
  return false;
}

/** The same as a regular expression of PostgreSQL. */
export function wordPatternOf(word: string): string {
  return `(?<![${OF_WORDS}])${patternOf(word)}(?![${OF_WORDS}])`;
}

/** As it is stored (touchpoints keep neither NUL nor halves of characters). */
export function storedText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return UNSTORABLE.test(value) ? value.toWellFormed().replaceAll('\0', '') : value;
}

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * Letters and digits, by ranges that are the same wherever PostgreSQL was set up: all scripts, without signs, the
 * general punctuation, and what lies beyond 16 bits.
 */
const OF_WORDS = '0-9A-Za-z\u00c0-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff';
const OF_WORD = new RegExp(`[${OF_WORDS}]`);

function isOfWords(unit: string): boolean {
  return OF_WORD.test(unit);
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
