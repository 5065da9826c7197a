/** How numbers, days and answers are written around the world; what two readers could read differently is refused. */

/** What a file or its reader says about the way it writes. */
export type Spelling = { decimal?: '.' | ',' | undefined; dayFirst?: boolean | undefined };

type Problem = { problem: string };

const GROUPED = /^\d{1,3}([.,' ])\d{3}(\1\d{3})*$/;
const PLAIN = /^\d*$/;

/** "1234.5", "1,234.50", "1.234,50", "1 234,50", "1'234.50", "12 %". */
export function readNumber(text: string, { decimal }: Spelling = {}): number | Problem {
  const digits = text
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(/[’`´]/g, "'")
    .replaceAll('\u2212', '-')
    .trim();
  const [, sign = '', body = ''] = /^([+-]?) ?(.*?) ?%?$/.exec(digits) ?? [];
  if (/^\d*\.?\d+e[+-]?\d+$/i.test(body)) return finite(Number(sign + body), text);
  const mark = decimalMark(body, decimal);
  if (mark === 'either') return { problem: `“${text}” could be ${both(body)}. Write it without the comma.` };
  const at = mark === null ? body.length : body.lastIndexOf(mark);
  const whole = body.slice(0, at);
  const part = body.slice(at + 1);
  const isNumber = (PLAIN.test(whole) || GROUPED.test(whole)) && PLAIN.test(part) && /\d/.test(whole + part);
  if (!isNumber) return { problem: `“${short(text)}” is not a number such as 1234.5.` };
  return finite(Number(`${sign}${whole.replaceAll(/\D/g, '') || '0'}.${part || '0'}`), text);
}

/** Which of the marks starts the decimals; null when there are none. "1,234" may mean two things: 'either'. */
function decimalMark(body: string, hint: Spelling['decimal']): '.' | ',' | 'either' | null {
  const dot = body.lastIndexOf('.');
  const comma = body.lastIndexOf(',');
  if (dot < 0 && comma < 0) return null;
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const mark = dot >= 0 ? '.' : ',';
  if (body.indexOf(mark) !== body.lastIndexOf(mark)) return null;
  if (hint) return hint === mark ? mark : GROUPED.test(body) ? null : mark;
  // Programs write 1.234 and mean it; a comma before three digits may be either.
  return mark === ',' && /^[1-9]\d{0,2},\d{3}$/.test(body) ? 'either' : mark;
}

function both(body: string): string {
  return `${body.replace(',', '')} or ${body.replace(',', '.')}`;
}

function finite(number: number, text: string): number | Problem {
  if (Number.isFinite(number)) return number;
  return { problem: `“${short(text)}” is too large a number.` };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** YYYY-MM-DD of "2026-03-12", "12.03.2026", "12 March 2026", "Mar 12, 2026", "31/12/2026" or a moment in ISO 8601. */
export function readDay(text: string, spelling: Spelling = {}): string | Problem {
  const day = text.trim().toLowerCase();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?$/.exec(day);
  if (iso) return dayOf(text, iso[1], iso[2], iso[3]);
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(day);
  if (compact) return dayOf(text, compact[1], compact[2], compact[3]);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s.*)?$/.exec(day);
  if (dotted) return dayOf(text, dotted[3], dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\s+\d{1,2}:\d{2}.*)?$/.exec(day);
  if (slashed) return slashedDay(text, slashed, spelling);
  const named = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/.exec(
    day,
  );
  if (named) return dayOf(text, named[3], monthOf(named[2]), named[1]);
  const american = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(day);
  if (american) return dayOf(text, american[3], monthOf(american[1]), american[2]);
  return { problem: `“${short(text)}” is not a date such as 2026-03-12.` };
}

function slashedDay(
  text: string,
  [, first = '', second = '', year = '']: RegExpExecArray,
  { dayFirst }: Spelling,
): string | Problem {
  const ambiguous = Number(first) <= 12 && Number(second) <= 12 && first !== second;
  if (ambiguous && dayFirst === undefined)
    return {
      problem: `“${text}” could be read in two ways. Write it as ${year}-${two(second)}-${two(first)}.`,
    };
  const isDayFirst = Number(second) > 12 ? false : Number(first) > 12 ? true : (dayFirst ?? true);
  return isDayFirst ? dayOf(text, year, second, first) : dayOf(text, year, first, second);
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3)) + 1);
}

function dayOf(text: string, year = '', month = '', day = ''): string | Problem {
  const written = `${year}-${two(month)}-${two(day)}`;
  const at = new Date(`${written}T00:00:00Z`);
  // February 30 would roll over into March.
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) && Number(year) > 0;
  return exists ? written : { problem: `There is no day “${short(text)}”.` };
}

function two(number: string): string {
  return number.padStart(2, '0');
}

/** "12 March 2026" */
export function formatDay(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

const YES = /^(yes|y|true|t|1|on|x|✓|✔|ja|j|oui|o|s[ií]|si|sim|wahr|vrai|checked)$/i;
const NO = /^(no|n|false|f|0|off|-|nein|non|n[aã]o|nee|falsch|faux|unchecked)$/i;

export function readYesNo(text: string): boolean | Problem {
  if (YES.test(text)) return true;
  if (NO.test(text)) return false;
  return { problem: `“${short(text)}” is neither yes nor no.` };
}

const LONGEST_URL = 2_000;

/** "example.com/about" → "https://example.com/about". Nothing but web addresses: they are shown as links. */
export function readUrl(text: string): string | Problem {
  const whole = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `https://${text}`;
  const url = URL.parse(whole);
  const isWeb =
    url && ['http:', 'https:'].includes(url.protocol) && /^[^.].*\.[^.]+$|^localhost$|^\[/.test(url.hostname);
  if (!isWeb || whole.length > LONGEST_URL || /\s/.test(text))
    return { problem: `“${short(text)}” is not a web address such as https://example.com.` };
  return url.pathname === '/' && !whole.endsWith('/') ? url.href.replace(/\/(?=$|\?|#)/, '') : url.href;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
