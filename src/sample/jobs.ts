import type pg from 'pg';
import { NotFound } from '../platform/errors.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { asOperation } from '../platform/operation-runs.ts';
import { loadWorld } from './load.ts';
import { removeWorld } from './remove.ts';
import { findWorld } from './worlds.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'sample.load': { operationId: string };
    'sample.remove': { operationId: string };
  }
}

export const jobs = ({ pool }: { pool: pg.Pool }): JobHandlers => ({
  // Where it goes on after a crash, the row of the world knows; the operation only shows it.
  'sample.load': asOperation(async (_payload, { db, who, advance, isCancelled }) => {
    const world = await findWorld(db);
    if (!world) throw new NotFound('The sample company was removed before it was loaded.');
    const loaded = await loadWorld({ db, pool }, who, world, {
      isCancelled,
      afterBatch: (trx, { contacts }) => advance(trx, { done: contacts }),
    });
    return { result: loaded, resultPath: '/contacts' };
  }),
  'sample.remove': asOperation(async (_payload, { db, who, done, advance, isCancelled }) => {
    const removed = await removeWorld(db, who, {
      isCancelled,
      afterBatch: (trx, contacts) => advance(trx, { done: done + contacts }),
    });
    return { result: removed };
  }),
});
