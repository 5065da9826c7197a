import { parse } from 'csv-parse';
import { finished } from 'node:stream/promises';
import { Invalid } from '../../../platform/errors.ts';
import type { TableRow } from './table.ts';

const LARGEST_ROW_CHARACTERS = 1_000_000;

/**
 * The rows of a CSV, numbered as a spreadsheet does. The parser hands over each row as it is read and not as a stream
 * of its own: a stream that meets an error forgets the rows before it, and costs more than the parsing.
 */
export async function* parseRows(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<TableRow> {
  const read: TableRow[] = [];
  let number = 0;
  let line = 0;
  let doubled = 0;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW_CHARACTERS,
    on_record: (cells: string[], { bytes, lines }) => {
      number += 1;
      // The parser counts a CR LF within quotation marks as two lines.
      for (const cell of cells) if (cell.includes('\r\n')) doubled += cell.split('\r\n').length - 1;
      line = lines - doubled;
      read.push({ number, cells, bytesRead: bytes });
      return null;
    },
  }).resume();
  const ended = finished(parser).then(() => undefined, unreadable);
  for await (const piece of pieces) {
    const failed = await new Promise((resolve) => parser.write(piece, resolve));
    yield* read.splice(0);
    if (failed) break;
  }
  parser.end();
  const error = await ended;
  yield* read.splice(0);
  if (error) throw error(number, line);
}

function unreadable(error: unknown): (rowsRead: number, lastLine: number) => unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'CSV_QUOTE_NOT_CLOSED' && code !== 'CSV_MAX_RECORD_SIZE') return () => error;
  const reason = (line: number) =>
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? `a quotation mark is opened in line ${line} or below and never closed`
      : `the row that begins in line ${line} is longer than 1 MB; perhaps a quotation mark is opened and never closed`;
  return (rowsRead, lastLine) =>
    new Invalid(
      `After row ${rowsRead} the file cannot be read: ${reason(lastLine + 1)}. Only the rows before are imported.`,
    );
}
