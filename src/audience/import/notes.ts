import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { storeFile } from '../../platform/files.ts';
import { csvOf } from '../../platform/csv.ts';
import type { ImportOptions } from './options.ts';
import { readTable, type Table } from './table/table.ts';
import './tables.ts';
import type { ImportedRow } from './target.ts';

const NOTES_PER_READ = 1_000;
const KEPT_DAYS = 30;

/** Remembers which rows were skipped, and what was left out of others. */
export async function keepNotes(db: Db, importId: string, rows: ImportedRow[]): Promise<void> {
  const notes = rows.flatMap(({ number, outcome, reasons }) =>
    reasons.length > 0
      ? [{ import_id: importId, row_number: number, outcome, reason: reasons.join(' ') }]
      : [],
  );
  if (notes.length > 0) await db.insertInto('audience.import_notes').values(notes).execute();
}

export type Noted = {
  importId: string;
  fileName: string;
  options: Pick<ImportOptions, 'reading'>;
  open: () => Promise<AsyncIterable<Uint8Array>>;
};

/** Makes a CSV of the rows to look at, for the person to mend them and import them again; null when there are none. */
export async function storeNotes(db: Db, who: Actor, noted: Noted): Promise<string | null> {
  if (!(await hasNotes(db, noted.importId))) return null;
  const name = `${noted.fileName.replace(/\.[^.]*$/, '')}, rows to look at.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const stream = await notedRows(db, noted);
  const file = await storeFile(db, who, { name, mediaType: 'text/csv', stream, expiresAt });
  return file.id;
}

/**
 * The rows as they were, each with what became of it and why. The file is read again: kept with the notes, a million
 * skipped rows would be in the database twice.
 */
export async function notedRows(db: Db, { importId, options, open }: Noted): Promise<AsyncIterable<string>> {
  const table = await readTable(await open(), options.reading);
  const header = ['row', 'outcome', 'reason', ...table.columns];
  return csvOf(header, joined(db, importId, table));
}

type Note = { row: number; outcome: string; reason: string };

/** Both are in the order of the rows. */
async function* joined(
  db: Db,
  importId: string,
  { rows, columns }: Table,
): AsyncGenerator<(string | number)[][]> {
  const reading = rows[Symbol.asyncIterator]();
  for await (const notes of readNotes(db, importId)) {
    const page: (string | number)[][] = [];
    for (const { row, outcome, reason } of notes) {
      const cells = (await cellsOfRow(reading, row)) ?? [];
      page.push([
        row,
        outcome,
        reason,
        ...columns.map((_name, place) => cells[place] ?? ''),
        ...cells.slice(columns.length),
      ]);
    }
    yield page;
  }
  await reading.return?.();
}

/** Null when the file breaks off before. */
async function cellsOfRow(
  reading: AsyncIterator<{ number: number; cells: string[] }>,
  wanted: number,
): Promise<string[] | null> {
  for (;;) {
    const read = await reading.next().catch(() => null);
    if (read === null || read.done) return null;
    if (read.value.number >= wanted) return read.value.cells;
  }
}

async function hasNotes(db: Db, importId: string): Promise<boolean> {
  const note = await db
    .selectFrom('audience.import_notes')
    .select('row_number')
    .where('import_id', '=', importId)
    .limit(1)
    .executeTakeFirst();
  return note !== undefined;
}

async function* readNotes(db: Db, importId: string): AsyncGenerator<Note[]> {
  let last = -1;
  for (;;) {
    const notes = await db
      .selectFrom('audience.import_notes')
      .where('import_id', '=', importId)
      .where('row_number', '>', last)
      .select(['row_number as row', 'outcome', 'reason'])
      .orderBy('row_number')
      .limit(NOTES_PER_READ)
      .execute();
    const end = notes.at(-1);
    if (!end) return;
    yield notes;
    last = end.row;
  }
}
