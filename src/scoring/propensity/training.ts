import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import { startOperation } from '../../platform/operations.ts';
import type { OperationRun, Outcome } from '../../platform/operation-runs.ts';
import { isRefusal } from '../learn/propensity.ts';
import { readCatalogue, together } from './catalogue.ts';
import { knownFrom, refusalOf } from './evidence.ts';
import { findExamples, type Example, type Examples } from './examples.ts';
import type { Finished } from './learning.ts';
import { findModel, keepTraining, windowOf, type InUse } from './models.ts';
import { readTable } from './reading.ts';
import { openThread, type TrainingThread } from './thread.ts';
import { measureRules } from './rules.ts';

export type TrainingJob = { operationId: string; windowDays: number };

const EXAMPLES_PER_BATCH = 2_000;
/** How the bar is divided: reading is what takes long. */
const TRAINING = 0.1;

/** In the background, with a bar; one at a time. */
export async function startTraining(
  db: Db,
  who: Actor,
  { windowDays }: { windowDays?: number | undefined } = {},
): Promise<{ operationId: string }> {
  return transaction(db, async (trx) => {
    if (await runningTraining(trx)) throw new Conflict('The model is being trained at this moment.');
    const operationId = await startOperation(trx, who, {
      kind: 'scoring.train',
      title: 'Training the propensity model',
      job: 'scoring.trainPropensity',
      payload: { windowDays: windowDays ?? (await windowOf(trx)) },
      total: 1,
      unit: 'examples',
    });
    return { operationId };
  });
}

export async function runningTraining(db: Db): Promise<string | null> {
  const running = await db
    .selectFrom('platform.operations')
    .select('id')
    .where('kind', '=', 'scoring.train')
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return running?.id ?? null;
}

/** The work of the operation. Killed, it begins again: nothing is written before the end. */
export async function runTraining({ windowDays }: TrainingJob, run: OperationRun): Promise<Outcome | void> {
  const total = (examples: number) => Math.ceil(examples * (1 + TRAINING));
  const words = await trainPropensity(run.db, windowDays, {
    isCancelled: run.isCancelled,
    progress: (done, all) => run.advance(run.db, { done, total: total(all) }),
    signal: run.signal,
  });
  if (words !== null) return { result: { words }, resultPath: '/score/check' };
}

export type Course = {
  isCancelled?: () => Promise<boolean>;
  progress?: (done: number, all: number) => Promise<void>;
  signal?: AbortSignal | undefined;
};

/**
 * Trains and decides: the new model is used if it foretells the newest cut-off better than the one in use, both as they
 * were before it. Answers what came of it in a sentence; null when it was cancelled.
 */
export async function trainPropensity(
  db: Db,
  windowDays: number,
  { isCancelled, progress, signal }: Course = {},
): Promise<string | null> {
  const found = await findExamples(db, now(), windowDays);
  const refused = refusalOf(found, windowDays);
  if (refused !== null) return keepTraining(db, { windowDays, found, refused });
  const thread = openThread(signal);
  try {
    const rival = await rivalOf(db, windowDays);
    const ids = [...new Set(found.examples.map(({ contactId }) => contactId))];
    const { customers, cutOffs } = found;
    const own = await readCatalogue(db, { contactIds: ids, customers, before: cutOffs[0] ?? now() });
    const catalogue = together(own, rival?.trial.catalogue);
    const people = new Map(ids.map((id, nth) => [id, nth]));
    for (let from = 0; from < found.examples.length; from += EXAMPLES_PER_BATCH) {
      if (await isCancelled?.()) return null;
      const batch = found.examples.slice(from, from + EXAMPLES_PER_BATCH);
      await give(db, thread, { batch, people, found, catalogue });
      await progress?.(from + batch.length, found.examples.length);
    }
    const finished = await thread.train({
      catalogue,
      share: found.share,
      knownFrom: knownFrom(found, windowDays),
      cutOff: (found.cutOffs[0] ?? now()).toISOString(),
      rival: rival?.trial,
    });
    if (await isCancelled?.()) return null;
    return await settle(db, { windowDays, found, finished, rival });
  } finally {
    await thread.end();
  }
}

type Batch = {
  batch: Example[];
  people: Map<string, number>;
  found: Examples;
  catalogue: Parameters<typeof readTable>[1];
};

async function give(
  db: Db,
  thread: TrainingThread,
  { batch, people, found, catalogue }: Batch,
): Promise<void> {
  const places = new Map(found.cutOffs.map((cutOff, nth) => [cutOff.getTime(), nth]));
  thread.give({
    table: await readTable(db, catalogue, batch),
    outcomes: batch.map(({ became }) => became),
    groups: batch.map(({ contactId }) => people.get(contactId) ?? 0),
    nth: batch.map(({ cutOff }) => places.get(cutOff.getTime()) ?? 0),
  });
}

type Settled = {
  windowDays: number;
  found: Examples;
  finished: Finished | { refused: string };
  rival: InUse | null;
};

async function settle(db: Db, { windowDays, found, finished, rival }: Settled): Promise<string> {
  if (isRefusal(finished)) return keepTraining(db, { windowDays, found, refused: finished.refused });
  const words = await keepTraining(db, { windowDays, found, finished, rival });
  await measureRules(db, windowDays);
  return words;
}

/** One for another window answers another question: there is nothing to compare. */
async function rivalOf(db: Db, windowDays: number): Promise<InUse | null> {
  const model = await findModel(db);
  return model?.window_days === windowDays ? model : null;
}
