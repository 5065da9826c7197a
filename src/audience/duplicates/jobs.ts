import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { enqueue, type JobHandlers } from '../../platform/jobs.ts';
import { now } from '../../platform/clock.ts';
import { findDuplicates } from './suggesting.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.findDuplicates': Record<string, never>;
  }
}

/** A second job of these waits for the first. */
export const duplicatesQueue = 'audience.findDuplicates';
/** While people wait for an import or an export, one batch this often. */
const GIVE_WAY_MS = 5_000;

export const duplicateJobs: JobHandlers = {
  'audience.findDuplicates': async (_payload, { db, log, signal }) => {
    let waits = false;
    const found = await findDuplicates(db, async () => {
      waits = await isBusy(db);
      return !waits && !signal?.aborted;
    });
    log.debug(found, 'looked for duplicates');
    if (!waits) return;
    const runAt = new Date(now().getTime() + GIVE_WAY_MS);
    await enqueue(db, 'audience.findDuplicates', {}, { queue: duplicatesQueue, runAt, key: duplicatesQueue });
  },
};

/** Somebody watches the bar of a long work, which shares this process with us. */
async function isBusy(db: Db): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from platform.operations where state = 'running') as busy`.execute(db);
  return rows[0]?.busy ?? false;
}
