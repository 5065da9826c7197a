import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runCompanyBulkChange, type CompanyBulkJob } from './bulk-changes.ts';
import { runCompanyExport, type CompanyExportJob } from './export.ts';
import { followInBatches } from './following.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.exportCompanies': CompanyExportJob;
    'audience.changeCompaniesInBulk': CompanyBulkJob;
  }
}

export const companyJobs: JobHandlers = {
  'audience.exportCompanies': asOperation(runCompanyExport),
  'audience.changeCompaniesInBulk': asOperation(runCompanyBulkChange),
  'audience.followCompanies': ({ companyIds, who }, { db }) => followInBatches(db, who, companyIds),
};
