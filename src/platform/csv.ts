import { stringify } from 'csv-stringify/sync';

export type Cells = (string | number | null)[];

/**
 * A CSV of pages of rows, in which a spreadsheet calculates nothing. Written page by page and not through a pipe of
 * streams: what the pages throw reaches whoever reads the lines, and nothing is read ahead of them.
 */
export async function* csvOf(header: string[], pages: AsyncIterable<Cells[]>): AsyncGenerator<string> {
  yield stringify([header], { bom: true, escape_formulas: true });
  for await (const page of pages) yield stringify(page, { escape_formulas: true });
}
