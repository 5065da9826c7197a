import type { JobHandlers } from '../platform/jobs.ts';
import { eraseDeletedDeals } from './erasure.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'pipeline.eraseDeleted': Record<string, never>;
  }
}

export const jobs = (): JobHandlers => ({
  'pipeline.eraseDeleted': async (_payload, { db, log }) => {
    log.info({ deals: await eraseDeletedDeals(db) }, 'erased what was deleted 30 days ago');
  },
});
