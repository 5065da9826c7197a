import type { JobHandlers } from '../platform/jobs.ts';
import { asOperation } from '../platform/operation-runs.ts';
import { eraseDeletedDeals } from './erasure.ts';
import { runExport, type ExportJob } from './export.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'pipeline.exportDeals': ExportJob;
    'pipeline.eraseDeleted': Record<string, never>;
  }
}

export const jobs = (): JobHandlers => ({
  'pipeline.exportDeals': asOperation(runExport),
  'pipeline.eraseDeleted': async (_payload, { db, log }) => {
    log.info({ deals: await eraseDeletedDeals(db) }, 'erased what was deleted 30 days ago');
  },
});
