import { sql } from 'kysely';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { createLog } from '../../platform/log.ts';
import type { WholeSegment } from './contract.ts';
import { segmentJobs } from './jobs.ts';
import { createSegment } from './segments.ts';
import type { Item, Tree } from './tree.ts';
import { keepOnce } from './upkeep.ts';

export const all = (...items: Item[]): Tree => ({ match: 'all', items });
export const any = (...items: Item[]): Tree => ({ match: 'any', items });
export const none = (...items: Item[]): Tree => ({ match: 'none', items });
export const contactIs = (field: string, operator: string, value: unknown) => ({
  source: 'contact',
  field,
  operator,
  value,
});

/** A segment whose members were found. */
export async function makeSegment(
  db: Db,
  tree: Tree,
  name = 'Some',
  who: Actor = system,
): Promise<WholeSegment> {
  const segment = await createSegment(db, who, { name, kind: 'live', tree });
  await settle(db);
  return segment;
}

/** Does what the worker does until nothing is left to do. */
export async function settle(db: Db): Promise<void> {
  do await runBuilds(db);
  while ((await keepOnce(db)) > 0);
}

async function runBuilds(db: Db): Promise<void> {
  for (;;) {
    const queued = await db
      .selectFrom('platform.operations as o')
      .innerJoin('audience.segments as s', 's.operation_id', 'o.id')
      .where('o.kind', '=', 'segments.build')
      .where('o.state', '=', 'queued')
      .select(['o.id', 's.id as segmentId', 's.version'])
      .select(
        sql<string | null>`(select payload ->> 'picksOf' from graphile_worker._private_jobs
          where payload ->> 'operationId' = o.id::text)`.as('picksOf'),
      )
      .limit(1)
      .executeTakeFirst();
    if (!queued) return;
    const { id: operationId, picksOf, ...segment } = queued;
    const job = { ...segment, operationId, picksOf: picksOf ?? undefined };
    const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
    await segmentJobs['audience.buildSegment']?.(job, context);
  }
}

export async function memberIds(db: Db, segmentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audience.segment_members')
    .select('contact_id')
    .where('segment_id', '=', segmentId)
    .orderBy('contact_id')
    .execute();
  return rows.map(({ contact_id: id }) => id);
}
