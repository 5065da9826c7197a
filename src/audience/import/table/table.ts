import { Invalid } from '../../../platform/errors.ts';
import { logColumns, readLog } from './access-log.ts';
import { parseRows } from './csv.ts';
import { decode, guessEncoding, type Encoding } from './encoding.ts';
import { refuseForeign } from './foreign.ts';
import { guessLayout, type Layout } from './layout.ts';

export const formats = ['csv', 'access-log'] as const;

/** How a file is read: guessed, shown, and changed by the person where the guess is wrong. */
export type Reading = Layout & { format: (typeof formats)[number]; encoding: Encoding };

export type GivenReading = { [Part in keyof Reading]?: Reading[Part] | undefined };

/** A row as a spreadsheet numbers it: the first line is row 1. `problem`: why it could not be cut into cells. */
export type TableRow = { number: number; cells: string[]; bytesRead: number; problem?: string };

export type Table = { reading: Reading; columns: string[]; rows: AsyncIterable<TableRow> };

const MAX_COLUMNS = 1_000;
/** Looked at before the first row is read: the first ü of a long list may come late. */
const SAMPLE_BYTES = 8_388_608;
const SAMPLE_CHARACTERS = 65_536;

/** Reads a table of any size a piece at a time. Throws `Invalid` with a way out for what is none. */
export async function readTable(bytes: AsyncIterable<Uint8Array>, given: GivenReading = {}): Promise<Table> {
  const source = oneReader(bytes);
  const { pieces, whole } = await firstBytes(source);
  const sample = Buffer.concat(pieces);
  refuseForeign(sample);
  const encoding = given.encoding ?? guessEncoding(sample, whole);
  const text = decode(chain(pieces, source), encoding);
  const start = await firstText(text);
  if (start.trim() === '') throw new Invalid('This file is empty.');
  const content = chain([start], text);
  if (given.format === 'access-log' || (given.format === undefined && isLog(start)))
    return {
      reading: { format: 'access-log', encoding, delimiter: ' ', headerRow: 0 },
      columns: [...logColumns],
      rows: inBytesOf(encoding, readLog(content)),
    };
  refuseBinary(start.slice(0, SAMPLE_CHARACTERS));
  // A piece may be megabytes, and every delimiter is tried on it.
  const guessed = guessLayout(start.slice(0, SAMPLE_CHARACTERS), given.delimiter);
  const layout: Layout = { ...guessed, headerRow: given.headerRow ?? guessed.headerRow };
  const rows = inBytesOf(encoding, parseRows(content, layout.delimiter));
  return { ...(await underHeader(rows, layout.headerRow)), reading: { ...layout, encoding, format: 'csv' } };
}

export function charactersIn({ cells }: TableRow): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0);
}

/** Read in part first and later on: a stream asked for a second iterator would begin with an end. */
async function* oneReader(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* bytes;
}

async function firstBytes(bytes: AsyncGenerator<Uint8Array>): Promise<{ pieces: Buffer[]; whole: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  while (size < SAMPLE_BYTES) {
    const { done, value } = await bytes.next();
    if (done) return { pieces, whole: true };
    pieces.push(Buffer.from(value));
    size += value.length;
  }
  return { pieces, whole: false };
}

async function firstText(pieces: AsyncGenerator<string>): Promise<string> {
  let start = '';
  while (start.length < SAMPLE_CHARACTERS) {
    const { done, value } = await pieces.next();
    if (done) break;
    start += value;
  }
  return start;
}

async function* chain<T>(first: Iterable<T>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

/** The parser counts bytes of UTF-8; progress is told in bytes of the file. */
async function* inBytesOf(encoding: Encoding, rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  const factor = encoding.startsWith('utf-16') ? 2 : 1;
  for await (const row of rows) {
    row.bytesRead *= factor;
    yield row;
  }
}

function isLog(start: string): boolean {
  return /^\S+ \S+ \S+ \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:[\d:]{8} [+-]\d{4}\] "/.test(start);
}

/** White space, separators, and the marks that Latin-1 read as UTF-8 leaves behind. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const MEANT = /[\s\u001a\u001f\u0080-\u009f]/;

/** Text has next to no control characters; what is read as text by mistake is full of them. */
function refuseBinary(start: string): void {
  const controls = start.match(/\p{Cc}/gu)?.filter((each) => !MEANT.test(each)) ?? [];
  if (controls.length * 100 > start.length)
    throw new Invalid('This is not a table of text. Save the table as “CSV UTF-8” and upload that.');
}

async function underHeader(
  rows: AsyncGenerator<TableRow>,
  headerRow: number,
): Promise<Pick<Table, 'columns' | 'rows'>> {
  const before: TableRow[] = [];
  for (let count = 0; count < Math.max(headerRow, 1); count++) {
    const { done, value } = await rows.next();
    if (done) break;
    before.push(value);
  }
  const header = before.at(-1);
  if (!header) throw new Invalid('This file has no rows.');
  if (headerRow > 0) return { columns: columnNames(header.cells), rows };
  return { columns: columnNames(header.cells.map(() => '')), rows: chain([header], rows) };
}

/** Every column gets a name, and no two the same. */
function columnNames(header: string[]): string[] {
  if (header.length > MAX_COLUMNS)
    throw new Invalid(
      `This file has ${header.length.toLocaleString('en-GB')} columns; ${MAX_COLUMNS.toLocaleString('en-GB')} are the most. Leave out those you do not need.`,
    );
  const taken = new Set<string>();
  return header.map((text, index) => {
    const name = freeName(text.trim() || `Column ${index + 1}`, taken);
    taken.add(name);
    return name;
  });
}

function freeName(name: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name} (${count})`;
    if (!taken.has(candidate)) return candidate;
  }
}
