import { system } from '../../platform/actor.ts';
import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runningTraining, runTraining, startTraining, type TrainingJob } from './training.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'scoring.trainPropensity': TrainingJob;
    'scoring.retrainPropensity': Record<string, never>;
  }
}

export const propensityJobs: JobHandlers = {
  'scoring.trainPropensity': asOperation(runTraining),
  'scoring.retrainPropensity': async (_payload, { db }) => {
    if ((await runningTraining(db)) === null) await startTraining(db, system);
  },
};
