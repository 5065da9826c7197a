import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runReplacing, type ReplacingJob } from './replacing.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.replaceTag': ReplacingJob;
  }
}

export const tagJobs: JobHandlers = { 'audience.replaceTag': asOperation(runReplacing) };
