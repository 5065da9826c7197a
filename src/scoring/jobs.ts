import type { JobHandlers } from '../platform/jobs.ts';
import { asOperation } from '../platform/operation-runs.ts';
import { applyModel, type ApplyJob } from './apply.ts';
import { propensityJobs } from './propensity/jobs.ts';
import { simulationJobs } from './simulation/jobs.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'scoring.applyModel': ApplyJob;
  }
}

export const jobs = (): JobHandlers => ({
  'scoring.applyModel': asOperation(applyModel),
  ...propensityJobs,
  ...simulationJobs,
});
