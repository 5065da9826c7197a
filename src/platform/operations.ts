import { sql, type Selectable } from 'kysely';
import { system, type Actor } from './actor.ts';
import { now } from './clock.ts';
import { transaction, type Db } from './db.ts';
import { Conflict, NotFound } from './errors.ts';
import { emit } from './events.ts';
import { newId } from './ids.ts';
import { enqueue, type JobMap, type JobName } from './jobs.ts';
import { progressOf, type Progress } from './operation.ts';
import type { OperationsTable } from './tables.ts';

/**
 * Long work that a person started (an import, an export): it has a bar, a count and an estimate, survives a reload and
 * a killed process, and can be cancelled. The work itself is a job; see `operation-runs.ts`.
 */

export type Operation = Selectable<OperationsTable>;

/** The jobs that can be an operation: their payload carries its id. */
type OperationJob = {
  [Name in JobName]: JobMap[Name] extends { operationId: string } ? Name : never;
}[JobName];

export type Described = {
  /** What it is, for the pages: `contacts.import`. */
  kind: string;
  /** How the progress panel calls it: "Import of fair.csv". */
  title: string;
  total?: number;
  /** What is counted: "rows", "contacts". */
  unit?: string;
};

type NewOperation<Name extends OperationJob> = Described & {
  job: Name;
  payload: Omit<JobMap[Name], 'operationId'>;
};

export type Finished = { kind: string; title: string; startedBy: string | null; resultPath: string | null };

declare module './events.ts' {
  interface EventMap {
    'operation.started': { kind: string; title: string };
    'operation.finished': Finished;
    'operation.failed': Finished & { error: string };
    'operation.cancelled': Finished;
  }
}

/** A worker that is killed costs an attempt, so there are several. */
const ATTEMPTS = 12;

/** Writes the operation and enqueues its job, in the transaction of the caller. Returns the operation's id. */
export async function startOperation<Name extends OperationJob>(
  db: Db,
  who: Actor,
  given: NewOperation<Name>,
): Promise<string> {
  return transaction(db, async (trx) => {
    const id = await putDownOperation(trx, who, given);
    const payload = { ...given.payload, operationId: id } as unknown as JobMap[Name];
    await enqueue(trx, given.job, payload, { key: jobKey(id), maxAttempts: ATTEMPTS });
    return id;
  });
}

/** Writes it without a job, in the transaction of the caller: see `beginHere`. */
export async function putDownOperation(db: Db, who: Actor, given: Described): Promise<string> {
  const id = newId();
  await db
    .insertInto('platform.operations')
    .values({
      id,
      kind: given.kind,
      title: given.title,
      state: 'queued',
      total: given.total ?? null,
      unit: given.unit ?? null,
      started_by_kind: who.kind,
      started_by: who.id,
      started_by_name: who.name,
      started_by_role: who.role,
      started_by_teams: who.teamIds,
      started_at: now(),
    })
    .execute();
  const payload = { kind: given.kind, title: given.title };
  await emit(db, who, [{ name: 'operation.started', subject: { kind: 'operation', id }, payload }]);
  return id;
}

export async function getOperation(db: Db, id: string): Promise<Operation> {
  const operation = await db
    .selectFrom('platform.operations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!operation)
    throw new NotFound('This operation is not there any more; finished ones are kept for 90 days.');
  return operation;
}

/** Newest first; everybody's, or those one actor started. */
export async function listOperations(
  db: Db,
  { startedBy, before, limit }: { startedBy?: string | null; before?: string | undefined; limit: number },
): Promise<Operation[]> {
  return db
    .selectFrom('platform.operations')
    .selectAll()
    .$if(startedBy !== undefined, (query) =>
      query.where('started_by', 'is not distinct from', startedBy ?? null),
    )
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/**
 * What waits is cancelled at once; what runs is asked to stop and does so after the batch it is in. What was done
 * until then stays done.
 */
export async function cancelOperation(db: Db, who: Actor, id: string): Promise<Operation> {
  return transaction(db, async (trx) => {
    const operation = await trx
      .updateTable('platform.operations')
      .set((is) => ({ cancel_requested_at: is.fn.coalesce('cancel_requested_at', is.val(now())) }))
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (!operation) {
      const { state } = await getOperation(trx, id);
      throw new Conflict(`This has already ended (${state}), so there is nothing to cancel.`, { state });
    }
    if (operation.state === 'running') return operation;
    await sql`select graphile_worker.remove_job(${jobKey(id)})`.execute(trx);
    return endOperation(trx, operation, { state: 'cancelled' }, who);
  });
}

type Ending = {
  state: 'done' | 'failed' | 'cancelled';
  result?: Record<string, unknown>;
  resultPath?: string;
  error?: string;
};

/** Tandem itself ends an operation, unless a person cancels it: so the person who started it is told. */
export async function endOperation(
  db: Db,
  operation: Pick<Operation, 'id' | 'run_id'>,
  ending: Ending,
  who: Actor = system,
): Promise<Operation> {
  return transaction(db, async (trx) => {
    const ended = await trx
      .updateTable('platform.operations')
      .set({
        state: ending.state,
        finished_at: now(),
        result: ending.result ? JSON.stringify(ending.result) : null,
        result_path: ending.resultPath ?? null,
        error: ending.error ?? null,
      })
      .where('id', '=', operation.id)
      .where('run_id', 'is not distinct from', operation.run_id)
      .where('state', 'in', ['queued', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (!ended) return getOperation(trx, operation.id);
    await emit(trx, who, [eventOf(ended)]);
    return ended;
  });
}

/**
 * Operations whose job will never run again (discarded, or its last attempt was killed) are failed, visibly; and those
 * without a job, when whoever did them has been silent for a while.
 */
export async function failLostOperations(db: Db): Promise<number> {
  const silent = new Date(now().getTime() - SILENT_MS);
  const { rows } = await sql<Pick<Operation, 'id' | 'run_id'> & { here: boolean }>`
    select operation.id, run_id, job.key is null and heartbeat_at is not null as here
    from platform.operations as operation
    left join graphile_worker.jobs as job on job.key = 'operation:' || operation.id
    where state in ('queued', 'running') and case when job.key is null
      then coalesce(heartbeat_at < ${silent}, true) else job.attempts >= job.max_attempts and job.locked_at is null end
    limit 100`.execute(db);
  for (const { here, ...lost } of rows)
    await endOperation(db, lost, { state: 'failed', error: here ? STOPPED : LOST });
  return rows.length;
}

const SILENT_MS = 120_000;
const LOST =
  'The work was interrupted too often and was given up. What was done until then is kept. Start it again.';
const STOPPED =
  'It was stopped before its end. What was done until then is kept. Give the same command again: it goes on there.';

/** An operation as the pages show it. */
export function toProgress(operation: Operation): Progress {
  return progressOf({
    ...operation,
    resultPath: operation.result_path,
    startedAt: operation.started_at,
    finishedAt: operation.finished_at,
    cancelRequested: operation.cancel_requested_at !== null,
    run:
      operation.run_at && operation.heartbeat_at
        ? { from: operation.run_from, since: operation.run_at, until: operation.heartbeat_at }
        : null,
  });
}

function eventOf(ended: Operation) {
  const subject = { kind: 'operation', id: ended.id };
  const { kind, title, started_by: startedBy, result_path: resultPath } = ended;
  const payload = { kind, title, startedBy, resultPath };
  if (ended.state === 'failed')
    return { name: 'operation.failed', subject, payload: { ...payload, error: ended.error ?? '' } } as const;
  if (ended.state === 'cancelled') return { name: 'operation.cancelled', subject, payload } as const;
  return { name: 'operation.finished', subject, payload } as const;
}

/** One job per operation; the key finds it again. */
function jobKey(operationId: string): string {
  return `operation:${operationId}`;
}
