import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { storeFile } from '../../platform/files.ts';
import { csvOf } from '../csv.ts';
import type { PlannedRow } from './plan.ts';

const NOTES_PER_READ = 1_000;
const KEPT_DAYS = 30;

/** Remembers which rows were skipped, and what was left out of others. */
export async function keepNotes(db: Db, importId: string, rows: PlannedRow[]): Promise<void> {
  const notes = rows.flatMap(({ number, outcome, reasons }) =>
    reasons.length > 0
      ? [{ import_id: importId, row_number: number, outcome, reason: reasons.join(' ') }]
      : [],
  );
  if (notes.length > 0) await db.insertInto('audience.import_notes').values(notes).execute();
}

/** Makes a CSV of the notes, for the person to mend the rows and import them again; null when there are none. */
export async function storeNotes(
  db: Db,
  who: Actor,
  importId: string,
  fileName: string,
): Promise<string | null> {
  const pages = readNotes(db, importId);
  const first = await pages.next();
  if (first.done) return null;
  const stream = csvOf(['row', 'outcome', 'reason'], chain(first.value, pages));
  const name = `${fileName.replace(/\.[^.]*$/, '')}, rows to look at.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const file = await storeFile(db, who, { name, mediaType: 'text/csv', stream, expiresAt });
  return file.id;
}

type Note = [row: number, outcome: string, reason: string];

async function* readNotes(db: Db, importId: string): AsyncGenerator<Note[], undefined> {
  let last = 0;
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
    yield notes.map(({ row, outcome, reason }) => [row, outcome, reason]);
    last = end.row;
  }
}

async function* chain<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
