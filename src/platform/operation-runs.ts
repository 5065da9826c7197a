import type { Actor } from './actor.ts';
import { now } from './clock.ts';
import type { Db } from './db.ts';
import { isOurs } from './errors.ts';
import { newId } from './ids.ts';
import type { JobContext } from './jobs.ts';
import type { Log } from './log.ts';
import { nudge } from './nudge.ts';
import { endOperation, putDownOperation, toProgress, type Described, type Operation } from './operations.ts';
import { messageOf } from './refusal.ts';

export type Step = {
  done: number;
  total?: number;
  /** Where to go on after a crash; read back as `run.cursor`. */
  cursor?: Record<string, unknown>;
};

/** What the work of an operation is given. */
export type OperationRun = {
  operationId: string;
  db: Db;
  log: Log;
  /** Who started it: what they may not do, it may not do. */
  who: Actor;
  /** How far an earlier, killed run came. */
  done: number;
  cursor: Record<string, unknown> | null;
  /** In the transaction of the batch, so that the batch and its mark are both there or neither is. */
  advance: (db: Db, step: Step) => Promise<void>;
  /** Whether somebody asked to stop: ask between batches, then return with what was done. */
  isCancelled: () => Promise<boolean>;
  /** Aborted when Tandem stops. `advance` minds it by itself; it is for work that takes long between two batches. */
  signal?: AbortSignal | undefined;
};

export type Outcome = { result?: Record<string, unknown>; resultPath?: string };

/** Pages are told of progress this often at most. */
const NUDGE_MS = 500;

/** Makes a job handler of the work of an operation: `'audience.importContacts': asOperation(importContacts)`. */
export function asOperation<Payload extends { operationId: string }>(
  work: (payload: Payload, run: OperationRun) => Promise<Outcome | void>,
): (payload: Payload, context: JobContext) => Promise<void> {
  return async (payload, context) => {
    const operation = await takeUp(context.db, payload.operationId);
    // It was cancelled or ended while the job was on its way here.
    if (!operation) return;
    try {
      if (operation.cancel_requested_at)
        return void (await endOperation(context.db, operation, { state: 'cancelled' }));
      const who = await starterOf(operation, context);
      const outcome = (await work(payload, { ...runOf(operation, who, context), log: context.log })) ?? {};
      const cancelled = await wasCancelled(context.db, operation.id);
      await endOperation(context.db, operation, { state: cancelled ? 'cancelled' : 'done', ...outcome });
    } catch (error) {
      await failOrLeave(operation, error, context);
    }
  };
}

/** Without a job: a command does the work itself while somebody waits for it. In the transaction of the caller. */
export async function beginHere(db: Db, who: Actor, described: Described): Promise<Operation> {
  const id = await putDownOperation(db, who, described);
  const operation = await takeUp(db, id);
  if (!operation) throw new Error(`Operation ${id} ended before it began.`);
  return operation;
}

/** Goes on with one that was stopped, or takes it over; undefined when it has come to its end. */
export function goOnHere(db: Db, id: string): Promise<Operation | undefined> {
  return takeUp(db, id, ['queued', 'running', 'failed']);
}

export type RunHere = Omit<OperationRun, 'log'>;

/** Does the work of an operation that was begun here, and ends it as a worker would. */
export async function workHere<Done extends Outcome>(
  db: Db,
  who: Actor,
  operation: Operation,
  work: (run: RunHere) => Promise<Done>,
): Promise<{ outcome: Done; cancelled: boolean }> {
  const beating = setInterval(() => void beat(db, operation).catch(() => undefined), BEAT_MS);
  beating.unref();
  try {
    const outcome = await work(runOf(operation, who, { db }));
    const cancelled = await wasCancelled(db, operation.id);
    await endOperation(db, operation, { state: cancelled ? 'cancelled' : 'done', ...outcome });
    return { outcome, cancelled };
  } catch (error) {
    // With the database gone nobody can be told, but those who find it silent later.
    await endOperation(db, operation, { state: 'failed', error: messageOf(error) }).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(beating);
  }
}

const BEAT_MS = 20_000;

/** A batch may take longer than a silence that means its end. */
async function beat(db: Db, { id, run_id: runId }: Operation): Promise<void> {
  await db
    .updateTable('platform.operations')
    .set({ heartbeat_at: now() })
    .where('id', '=', id)
    .where('run_id', '=', runId)
    .execute();
}

/** A new run takes the operation over from any earlier one, which from then on can write nothing more. */
async function takeUp(
  db: Db,
  id: string,
  states: Operation['state'][] = ['queued', 'running'],
): Promise<Operation | undefined> {
  return db
    .updateTable('platform.operations')
    .set((is) => ({
      state: 'running',
      run_id: newId(),
      run_at: now(),
      run_from: is.ref('done'),
      heartbeat_at: now(),
      error: null,
      finished_at: null,
    }))
    .where('id', '=', id)
    .where('state', 'in', states)
    .returningAll()
    .executeTakeFirst();
}

function runOf(operation: Operation, who: Actor, { db, signal }: Pick<JobContext, 'db' | 'signal'>): RunHere {
  let nudgedAt = 0;
  const advance = async (trx: Db, step: Step) => {
    // Thrown before the batch commits: the job is tried again after the start, from the last cursor.
    if (signal?.aborted) throw new Error('Tandem is stopping; this goes on when it runs again.');
    const changed = await markStep(trx, operation, step);
    const at = now().getTime();
    if (operation.started_by === null || at - nudgedAt < NUDGE_MS) return;
    nudgedAt = at;
    const subject = { kind: 'operation', id: operation.id };
    await nudge(trx, [
      { to: operation.started_by, name: 'operation.progressed', subject, payload: toProgress(changed) },
    ]);
  };
  return {
    operationId: operation.id,
    db,
    who,
    done: operation.done,
    cursor: operation.cursor,
    advance,
    isCancelled: () => wasCancelled(db, operation.id),
    signal,
  };
}

async function markStep(db: Db, { id, run_id: runId }: Operation, step: Step): Promise<Operation> {
  const changed = await db
    .updateTable('platform.operations')
    .set({
      done: step.done,
      heartbeat_at: now(),
      ...(step.total === undefined ? {} : { total: step.total }),
      ...(step.cursor === undefined ? {} : { cursor: JSON.stringify(step.cursor) }),
    })
    .where('id', '=', id)
    .where('run_id', '=', runId)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst();
  if (!changed) throw new Error(`Operation ${id} was taken over by another worker; this one stops.`);
  return changed;
}

async function wasCancelled(db: Db, id: string): Promise<boolean> {
  const operation = await db
    .selectFrom('platform.operations')
    .select('cancel_requested_at')
    .where('id', '=', id)
    .executeTakeFirst();
  return operation?.cancel_requested_at !== null;
}

/** What the person did wrong is not tried again; a fault of ours or of the machine is, from the last cursor. */
async function failOrLeave(operation: Operation, error: unknown, context: JobContext): Promise<void> {
  if (!isOurs(error) && context.attempt < context.maxAttempts) throw error;
  await endOperation(context.db, operation, { state: 'failed', error: messageOf(error) });
  if (!isOurs(error)) throw error;
}

/** As they are now: hours may lie between the start and the (next) run, and people leave or lose a role. */
async function starterOf(operation: Operation, context: JobContext): Promise<Actor> {
  const { started_by_kind: kind, started_by: id, started_by_name: name, kind: work } = operation;
  if (context.starterOf) return context.starterOf(context.db, { kind, id, name, work });
  return {
    kind,
    id,
    name,
    role: operation.started_by_role,
    teamIds: operation.started_by_teams,
  };
}
