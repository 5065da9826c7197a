import type { JobHandlers } from '../platform/jobs.ts';
import { asOperation } from '../platform/operation-runs.ts';
import { runBulkChange, type BulkJob } from './bulk/bulk-changes.ts';
import { duplicateJobs } from './duplicates/jobs.ts';
import { eraseDeleted } from './erasure.ts';
import { runExport, type ExportJob } from './export.ts';
import { importJobs } from './import/jobs.ts';
import { eraseDeletedCompanies } from './companies/erasure.ts';
import { companyJobs } from './companies/jobs.ts';
import { propertyJobs } from './properties/jobs.ts';
import { runCopy, type CopyJob } from './privacy/copy.ts';
import { lookThroughFiles } from './privacy/files.ts';
import { segmentJobs } from './segments/jobs.ts';
import { tagJobs } from './tags/jobs.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'audience.exportContacts': ExportJob;
    'audience.changeInBulk': BulkJob;
    'audience.copyPersonalData': CopyJob;
    'audience.eraseDeleted': Record<string, never>;
  }
}

export const jobs = (): JobHandlers => ({
  ...companyJobs,
  ...duplicateJobs,
  ...propertyJobs,
  ...segmentJobs,
  ...tagJobs,
  ...importJobs,
  'audience.exportContacts': asOperation(runExport),
  'audience.changeInBulk': asOperation(runBulkChange),
  'audience.copyPersonalData': asOperation(runCopy),
  'audience.lookThroughFiles': lookThroughFiles,
  'audience.eraseDeleted': async (_payload, { db, log }) => {
    log.info(
      { contacts: await eraseDeleted(db), companies: await eraseDeletedCompanies(db) },
      'erased what was deleted 30 days ago',
    );
  },
});
