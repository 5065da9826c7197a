import type { JobHandlers } from '../platform/jobs.ts';
import { asOperation } from '../platform/operation-runs.ts';
import { runBulkChange, type BulkJob } from './bulk/bulk-changes.ts';
import { eraseDeleted } from './erasure.ts';
import { runExport, type ExportJob } from './export.ts';
import { runImport, type ImportJob } from './import/import-run.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'audience.importContacts': ImportJob;
    'audience.exportContacts': ExportJob;
    'audience.changeInBulk': BulkJob;
    'audience.eraseDeleted': Record<string, never>;
  }
}

export const jobs = (): JobHandlers => ({
  'audience.importContacts': asOperation(runImport),
  'audience.exportContacts': asOperation(runExport),
  'audience.changeInBulk': asOperation(runBulkChange),
  'audience.eraseDeleted': async (_payload, { db, log }) => {
    log.info({ contacts: await eraseDeleted(db) }, 'erased what was deleted 30 days ago');
  },
});
