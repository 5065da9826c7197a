import { parse } from 'csv-parse';
import { finished } from 'node:stream/promises';
import { Invalid } from '../../platform/errors.ts';

/** A row as a spreadsheet numbers it: the header is row 1. */
export type CsvRow = { number: number; cells: string[]; bytesRead: number };

export type CsvFile = { columns: string[]; rows: AsyncIterable<CsvRow> };

const MAX_COLUMNS = 1_000;
const LARGEST_ROW_CHARACTERS = 1_000_000;
/** What is looked at before the first row is read. */
const SAMPLE_CHARACTERS = 65_536;
const DELIMITERS = [',', ';', '\t'] as const;

/** Reads a CSV of any size a piece at a time: UTF-8, separated by commas, semicolons or tabs. Throws `Invalid`. */
export async function readCsv(bytes: AsyncIterable<Uint8Array>): Promise<CsvFile> {
  const pieces = decode(bytes);
  const sample = await firstPieces(pieces);
  if (sample.trim() === '') throw new Invalid('This file is empty.');
  const rows = parseRows(sample, pieces);
  const header = await rows.next();
  if (header.done) throw new Invalid('This file has no rows.');
  return { columns: columnNames(header.value.cells), rows };
}

export function charactersIn({ cells }: CsvRow): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0);
}

/** The delimiter that cuts the first line into the most pieces; what stands in quotes does not count. */
export function guessDelimiter(sample: string): string {
  const line =
    sample
      .replaceAll(/"[^"]*"/g, '')
      .split(/\r?\n/)
      .find(Boolean) ?? '';
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // Takes a byte order mark off, too.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of bytes) yield readText(decoder, piece);
  yield readText(decoder);
}

function readText(decoder: InstanceType<typeof TextDecoder>, piece?: Uint8Array): string {
  let text: string;
  try {
    text = piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    throw new Invalid('This file is not UTF-8 text. Save it as "CSV UTF-8" and upload it again.');
  }
  if (!text.includes('\0')) return text;
  throw new Invalid('This is not a CSV file. Save the table as "CSV UTF-8" and upload that.');
}

async function firstPieces(pieces: AsyncGenerator<string>): Promise<string> {
  let sample = '';
  while (sample.length < SAMPLE_CHARACTERS) {
    const { done, value } = await pieces.next();
    if (done) break;
    sample += value;
  }
  return sample;
}

/**
 * The parser hands over each row as it is read and not as a stream of its own: a stream that meets an error forgets the
 * rows before it, and costs more than the parsing.
 */
async function* parseRows(sample: string, pieces: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  const read: CsvRow[] = [];
  let number = 0;
  const parser = parse({
    delimiter: guessDelimiter(sample),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW_CHARACTERS,
    on_record: (cells: string[], { bytes }) => {
      number += 1;
      read.push({ number, cells, bytesRead: bytes });
      return null;
    },
  }).resume();
  const ended = finished(parser).then(() => undefined, unreadable);
  for await (const piece of chain(sample, pieces)) {
    const failed = await new Promise((resolve) => parser.write(piece, resolve));
    yield* read.splice(0);
    if (failed) break;
  }
  parser.end();
  const error = await ended;
  yield* read.splice(0);
  if (error) throw error(number);
}

async function* chain(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function unreadable(error: unknown): (rowsRead: number) => unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'CSV_QUOTE_NOT_CLOSED' && code !== 'CSV_MAX_RECORD_SIZE') return () => error;
  const reason =
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quotation mark is opened and never closed'
      : 'a row is longer than 1 MB; perhaps a quotation mark is opened and never closed';
  return (rowsRead) =>
    new Invalid(`After row ${rowsRead} the file cannot be read: ${reason}. The rows before it were read.`);
}

/** Every column gets a name, and no two the same. */
function columnNames(header: string[]): string[] {
  if (header.length > MAX_COLUMNS)
    throw new Invalid(`This file has ${header.length} columns; ${MAX_COLUMNS} are the most.`);
  if (header.some((name) => name.includes('@')))
    throw new Invalid(
      'The first row must name the columns, but it holds an e-mail address. Add a row of names.',
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
