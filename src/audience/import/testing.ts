import { Readable } from 'node:stream';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { storeFile } from '../../platform/files.ts';
import { createLog } from '../../platform/log.ts';
import { getOperation, type Operation } from '../../platform/operations.ts';
import { importOptions, type ImportOptionsInput } from './contract.ts';
import { importJobs } from './jobs.ts';
import { startImport } from './starting.ts';
import { startUndo } from './undo-run.ts';

/** A file as if it were uploaded. */
export async function upload(
  db: Db,
  who: Actor,
  content: string | Buffer,
  name = 'fair.csv',
): Promise<string> {
  const stream = Readable.from([Buffer.from(content)]);
  return (await storeFile(db, who, { name, mediaType: 'text/csv', stream })).id;
}

const context = (db: Db) => ({ db, log: createLog('silent'), attempt: 1, maxAttempts: 2 });

/** Uploads and imports a file, doing the work as the worker does. */
export async function imported(
  db: Db,
  who: Actor,
  content: string | Buffer,
  options: ImportOptionsInput = {},
  name = 'fair.csv',
): Promise<Operation> {
  const fileId = await upload(db, who, content, name);
  const { id: operationId } = await startImport(db, who, { ...importOptions.parse(options), fileId });
  await importJobs['audience.import']?.({ operationId }, context(db));
  return getOperation(db, operationId);
}

/** Takes an import back, doing the work as the worker does. */
export async function undone(db: Db, who: Actor, importId: string): Promise<Operation> {
  const { id: operationId } = await startUndo(db, who, importId);
  await importJobs['audience.undoImport']?.({ operationId, importId }, context(db));
  return getOperation(db, operationId);
}
