import { now } from './clock.ts';
import { csvOf, type Cells } from './csv.ts';
import { storeFile } from './files.ts';
import { keysetPage, type PageAsked } from './keyset.ts';
import type { OperationRun, Outcome } from './operation-runs.ts';

const ROWS_PER_PAGE = 1_000;
const KEPT_DAYS = 7;

export type CsvExport<Row> = {
  /** What the file is called, before the day. */
  name: string;
  header: string[];
  cells: (row: Row) => Cells;
  list: Omit<PageAsked<Row>, 'cursor' | 'limit'>;
};

/**
 * Writes a list into a file that is kept for a week: page after page in the order of the list, each a short statement
 * of its own. One long statement would hold its connection for minutes, and the vacuum of the whole database with it.
 */
export async function exportCsv<Row>(
  run: OperationRun,
  { name, header, cells, list }: CsvExport<Row>,
): Promise<Outcome> {
  let done = 0;
  async function* pages() {
    for await (const { rows, last } of pagesOf(list)) {
      yield rows.map(cells);
      done += rows.length;
      // Also after the last page: when Tandem is stopping, no file is left behind that the next run writes again.
      await run.advance(run.db, last ? { done, total: done } : { done });
      if (await run.isCancelled()) return;
    }
  }
  const file = await storeFile(run.db, run.who, {
    name: `${name} ${now().toISOString().slice(0, 10)}.csv`,
    mediaType: 'text/csv',
    stream: csvOf(header, pages()),
    expiresAt: new Date(now().getTime() + KEPT_DAYS * 86_400_000),
  });
  return { result: { count: done, fileId: file.id }, resultPath: `/api/files/${file.id}` };
}

async function* pagesOf<Row>(list: CsvExport<Row>['list']) {
  let cursor: string | undefined;
  do {
    const { rows, next } = await keysetPage({ ...list, cursor, limit: ROWS_PER_PAGE });
    cursor = next ?? undefined;
    yield { rows, last: next === null };
  } while (cursor);
}
