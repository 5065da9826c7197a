import { createHash } from 'node:crypto';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { isOurs } from '../../platform/errors.ts';
import { beginHere, goOnHere, workHere } from '../../platform/operation-runs.ts';
import type { Operation } from '../../platform/operations.ts';
import { carryOut, cursorOf, outcomeOf, stepsOf } from './import-run.ts';
import type { ImportOptions } from './options.ts';
import { describeImport, prepare, putDown } from './starting.ts';
import { readTable } from './table/table.ts';
import { importTable, noCounts, type BatchProgress, type ImportCounts } from './table-import.ts';
import './tables.ts';
import { targetOf } from './target.ts';

export type FileImport = {
  fileName: string;
  /** Opened more than once: to look at, to read, and once more for the rows to look at. */
  open: () => Promise<AsyncIterable<Uint8Array>>;
  options: ImportOptions;
  /** Counts what would happen, and writes nothing. */
  dryRun?: boolean | undefined;
  beforeFirst?: ((beginning: Beginning) => void) | undefined;
  afterBatch?: ((progress: BatchProgress) => void) | undefined;
};

/** `leftOut`: columns nobody said what to do with, and that no field was found for. */
export type Beginning = { leftOut: string[]; goesOnAfter: number | null };

export type BroughtIn = {
  counts: ImportCounts;
  importId: string | null;
  /** Why it ended before the end of the file; null when it did not. */
  brokenOff: string | null;
};

/**
 * Imports a file while the caller waits: what the page does in the background, with the same history, undo and end.
 * Stopped before its end, the same file goes on where it stopped.
 */
export async function bringIn(db: Db, who: Actor, input: FileImport): Promise<BroughtIn> {
  let counts = noCounts;
  const afterBatch = (progress: BatchProgress) => {
    ({ counts } = progress.cursor);
    input.afterBatch?.(progress);
  };
  if (input.dryRun) {
    const rehearsal = rehearse(db, who, { ...input, afterBatch });
    return { ...(await toItsEnd(rehearsal, () => counts)), importId: null };
  }
  const { size, fingerprint } = await readThrough(input);
  const begun = await transaction(db, async (trx) => {
    return (await unfinished(trx, who, fingerprint)) ?? (await begin(trx, who, { ...input, fingerprint }));
  });
  const { operation, options, startedAt, beginning } = begun;
  const { id: importId } = operation;
  input.beforeFirst?.(beginning);
  const work = workHere(db, who, operation, async (run) => {
    const steps = stepsOf(run, size);
    counts = steps.resume?.counts ?? counts;
    const { fileName, open } = input;
    const work = { importId, options, startedAt, fileName, open, ...steps };
    const done = await carryOut(db, who, {
      ...work,
      afterBatch: async (trx, progress) => {
        await steps.afterBatch?.(trx, progress);
        afterBatch(progress);
      },
    });
    ({ counts } = done);
    return outcomeOf(importId, done);
  });
  const ended = work.then(({ cancelled }) => (cancelled ? CANCELLED : null));
  return { ...(await toItsEnd(ended, () => counts)), importId };
}

const CANCELLED = 'The import was cancelled. What was imported until then stays.';

/** A file that breaks off is no fault: what was read of it is told, and why not the rest. */
async function toItsEnd(
  work: Promise<string | null>,
  counts: () => ImportCounts,
): Promise<Pick<BroughtIn, 'counts' | 'brokenOff'>> {
  try {
    return { brokenOff: await work, counts: counts() };
  } catch (error) {
    if (!isOurs(error) || counts().seen === 0) throw error;
    return { brokenOff: error.message, counts: counts() };
  }
}

async function rehearse(db: Db, who: Actor, input: FileImport): Promise<null> {
  const { open, options: asked, afterBatch } = input;
  const { columns, options } = await prepare(db, who, await open(), asked, true);
  input.beforeFirst?.({ leftOut: leftOut(asked, columns, options), goesOnAfter: null });
  const plan = { importId: null, columns, options, startedAt: now() };
  const writer = await targetOf(options.target).open(db, who, plan, true);
  const table = await readTable(await open(), options.reading);
  await importTable(db, {
    table,
    writer,
    dryRun: true,
    afterBatch: async (_db, progress) => afterBatch?.(progress),
  });
  return null;
}

type Begun = { operation: Operation; options: ImportOptions; startedAt: Date; beginning: Beginning };

async function begin(
  db: Db,
  who: Actor,
  { fileName, open, options: asked, fingerprint }: FileImport & { fingerprint: string },
): Promise<Begun> {
  const ready = await prepare(db, who, await open(), asked);
  const operation = await beginHere(db, who, describeImport(fileName));
  const startedAt = now();
  await putDown(db, who, { ...ready, id: operation.id, fileId: null, fileName, fingerprint });
  const { columns, options } = ready;
  const beginning = { leftOut: leftOut(asked, columns, options), goesOnAfter: null };
  return { operation, options, startedAt, beginning };
}

/** What the same command began and was stopped at. */
async function unfinished(db: Db, who: Actor, fingerprint: string): Promise<Begun | null> {
  const found = await db
    .selectFrom('audience.imports')
    .select(['id', 'options', 'started_at as startedAt'])
    .where('fingerprint', '=', fingerprint)
    .where('ended_at', 'is', null)
    .where('undo_id', 'is', null)
    .where('made_by_kind', '=', who.kind)
    .where('made_by_id', 'is not distinct from', who.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const operation = found && (await goOnHere(db, found.id));
  if (!operation) return null;
  const goesOnAfter = cursorOf(operation.cursor)?.row ?? null;
  return { ...found, operation, beginning: { leftOut: [], goesOnAfter } };
}

function leftOut(
  { map, target }: ImportOptions,
  columns: string[],
  { map: used = {} }: ImportOptions,
): string[] {
  if (map !== undefined || targetOf(target).keepsAll) return [];
  return columns.filter((column) => !Object.hasOwn(used, column));
}

/** The same file with the same wishes is the same import, whatever the file is called by now. */
async function readThrough({ open, options }: FileImport): Promise<{ size: number; fingerprint: string }> {
  const hash = createHash('sha256').update(JSON.stringify(options));
  let size = 0;
  for await (const piece of await open()) {
    hash.update(piece);
    size += piece.length;
  }
  return { size, fingerprint: hash.digest('hex') };
}
