import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { carryOut, type CarriedOut } from './import-run.ts';
import type { ImportOptions } from './options.ts';
import { prepare, putDown } from './starting.ts';
import { readTable } from './table/table.ts';
import { importTable, type BatchProgress } from './table-import.ts';
import { targetOf } from './target.ts';

export type FileImport = {
  fileName: string;
  /** Opened more than once: to look at, to read, and once more for the rows to look at. */
  open: () => Promise<AsyncIterable<Uint8Array>>;
  options: ImportOptions;
  /** Counts what would happen, and writes nothing. */
  dryRun?: boolean | undefined;
  afterBatch?: ((progress: BatchProgress) => void) | undefined;
};

export type BroughtIn = Pick<CarriedOut, 'counts' | 'notesFileId'> & { importId: string | null };

/** Imports a file while the caller waits: what the page does in the background, with the same history and undo. */
export async function bringIn(db: Db, who: Actor, input: FileImport): Promise<BroughtIn> {
  const { fileName, open, options: asked, dryRun = false } = input;
  const afterBatch = async (_db: Db, progress: BatchProgress) => input.afterBatch?.(progress);
  if (dryRun) {
    const { columns, options } = await prepare(db, who, await open(), asked, true);
    const plan = { importId: null, columns, options, startedAt: now() };
    const writer = await targetOf(options.target).open(db, who, plan, true);
    const table = await readTable(await open(), options.reading);
    const counts = await importTable(db, { table, writer, dryRun, afterBatch });
    return { counts, notesFileId: null, importId: null };
  }
  const importId = newId();
  const startedAt = now();
  const { options } = await transaction(db, async (trx) => {
    const ready = await prepare(trx, who, await open(), asked);
    await putDown(trx, who, { ...ready, id: importId, fileId: null, fileName });
    return ready;
  });
  const done = await carryOut(db, who, { importId, options, startedAt, fileName, open, afterBatch });
  return { ...done, importId };
}
