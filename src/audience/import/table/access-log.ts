import { hash } from 'node:crypto';
import type { TableRow } from './table.ts';

/** What a line of a web server's log (common or combined format) says. */
export const logColumns = [
  'visitor',
  'address',
  'time',
  'method',
  'path',
  'status',
  'bytes',
  'referrer',
  'user agent',
] as const;

const LINE =
  /^(?<address>\S+) \S+ \S+ \[(?<day>\d{2})\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<clock>[\d:]{8}) (?<zone>[+-]\d{4})\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>\d{3}) (?<bytes>\d+|-)(?: "(?<referrer>(?:[^"\\]|\\.)*)" "(?<agent>(?:[^"\\]|\\.)*)")?\s*$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONGEST_LINE = 100_000;

/** Lines that break the format, or are no view of a page, become rows with a problem: none is a reason to give up a log. */
export async function* readLog(pieces: AsyncIterable<string>): AsyncGenerator<TableRow> {
  let rest = '';
  let number = 0;
  let bytesRead = 0;
  const rowOf = (line: string): TableRow => {
    number += 1;
    bytesRead += Buffer.byteLength(line) + 1;
    const cells = cellsOf(line);
    if (!cells)
      return { number, cells: [], bytesRead, problem: 'The line is not of the combined log format.' };
    const [, , , method = '', path = '', status = ''] = cells;
    const problem = whyNoView(method, path, status);
    return problem === null ? { number, cells, bytesRead } : { number, cells, bytesRead, problem };
  };
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield rowOf(line);
    if (rest.length > LONGEST_LINE) rest = '';
  }
  if (rest.trim() !== '') yield rowOf(rest);
}

/** What nobody reads as a page: what a page is made of, what was not delivered, what only programs ask for. */
export function whyNoView(method: string, path: string, status: string): string | null {
  if (method !== 'GET') return 'not a GET';
  if (!/^(2..|304)$/.test(status)) return `${undelivered(status)} (${status})`;
  const file =
    path
      .replace(/[?#].*/s, '')
      .split('/')
      .at(-1)
      ?.toLowerCase() ?? '';
  if (file === 'robots.txt') return 'robots.txt';
  return ingredients.find(([pattern]) => pattern.test(file))?.[1] ?? null;
}

const ingredients: [RegExp, string][] = [
  [/\.ico$|^(favicon|apple-touch-icon)/, 'an icon'],
  [/\.(png|jpe?g|gif|svgz?|webp|avif|bmp|tiff?|css|m?js|map)$/, 'an image, style or script'],
  [/\.(woff2?|ttf|otf|eot)$/, 'a font'],
];

function undelivered(status: string): string {
  if (status === '404' || status === '410') return 'not found';
  if (status.startsWith('3')) return 'sent elsewhere';
  return status.startsWith('5') ? 'failed at the server' : 'refused';
}

/** Someone who uses one address and one browser is taken for one visitor: more a log does not say. */
function cellsOf(line: string): string[] | null {
  const said = LINE.exec(line)?.groups;
  if (!said) return null;
  const {
    address = '',
    day,
    month = '',
    year,
    clock,
    zone = '',
    request = '',
    status = '',
    bytes = '',
  } = said;
  const agent = textOf(said['agent']);
  const [method = '', path = ''] = request.split(' ');
  const time = `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day}T${clock}${zone.slice(0, 3)}:${zone.slice(3)}`;
  const visitor = hash('sha256', `${address} ${agent}`).slice(0, 32);
  return [visitor, address, time, method, path, status, textOf(bytes), textOf(said['referrer']), agent];
}

function textOf(quoted: string | undefined): string {
  return quoted === undefined || quoted === '-' ? '' : quoted.replaceAll(/\\(["\\])/g, '$1');
}
