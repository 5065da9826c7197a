import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { getFile, readFile, type StoredFile } from '../../platform/files.ts';
import { startOperation, type Described } from '../../platform/operations.ts';
import type { NewImport } from './contract.ts';
import { columnsKey, glanceAt, mapFor, mustBeUsable } from './mapping.ts';
import type { ImportOptions } from './options.ts';
import { declareMissing } from './property-cells.ts';
import { readTable } from './table/table.ts';
import './tables.ts';
import { targetOf } from './target.ts';

/** Starts the import of an uploaded file in the background, once it is known to be a table with these columns. */
export async function startImport(
  db: Db,
  who: Actor,
  { fileId, ...asked }: NewImport,
): Promise<{ id: string }> {
  const file = await uploadOf(db, who, fileId);
  return transaction(db, async (trx) => {
    const ready = await prepare(trx, who, await readFile(trx, fileId), asked);
    const id = await startOperation(trx, who, {
      ...describeImport(file.name),
      job: 'audience.import',
      payload: {},
    });
    await putDown(trx, who, { ...ready, id, fileId, fileName: file.name, fingerprint: null });
    return { id };
  });
}

/** As the pages show it, whoever does it. */
export function describeImport(fileName: string): Described {
  return { kind: 'contacts.import', title: `Import of ${fileName}`, unit: 'rows' };
}

type ReadyImport = { columns: string[]; options: ImportOptions };

/** All that is settled before the first row: how the file is read, what its columns are, and the new properties. */
export async function prepare(
  db: Db,
  who: Actor,
  stream: AsyncIterable<Uint8Array>,
  asked: ImportOptions,
  isRehearsal = false,
): Promise<ReadyImport> {
  const target = targetOf(asked.target);
  const table = await readTable(stream, asked.reading);
  const { columns } = await glanceAt(table);
  const { map } = await mapFor(db, target, columns, asked.map);
  mustBeUsable(target, table.columns, map, asked);
  const options = { ...asked, map, reading: table.reading };
  const kind = asked.target === 'contacts' ? 'contact' : 'company';
  if (isRehearsal || asked.target === 'touchpoints') return { columns: table.columns, options };
  return { columns: table.columns, options: await declareMissing(db, who, kind, options, columns) };
}

type NewRecord = ReadyImport & {
  id: string;
  fileId: string | null;
  fileName: string;
  fingerprint: string | null;
};

/** The row of the history: it is there before the first batch. */
export async function putDown(
  db: Db,
  who: Actor,
  { id, columns, options, fileId, fileName, fingerprint }: NewRecord,
): Promise<void> {
  await db
    .insertInto('audience.imports')
    .values({
      id,
      target: options.target,
      file_name: fileName,
      file_id: fileId,
      columns_key: columnsKey(options.target, columns),
      fingerprint,
      options: JSON.stringify(options),
      made_by_kind: who.kind,
      made_by_id: who.id,
      made_by_name: who.name,
      started_at: now(),
    })
    .execute();
}

/** People import what they uploaded themselves; the id of somebody else's file is of no use. */
export async function uploadOf(db: Db, who: Actor, fileId: string): Promise<StoredFile> {
  const file = await getFile(db, fileId);
  if (file.owner_kind === who.kind && file.owner_id === who.id) return file;
  throw new NotFound('This file is no longer there. Upload it again.');
}
