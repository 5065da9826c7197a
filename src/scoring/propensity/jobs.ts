import { system } from '../../platform/actor.ts';
import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runningTraining, runTraining, startTraining, type TrainingJob } from './training.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'scoring.trainPropensity': TrainingJob;
    /** With the window that was chosen last, if none is given. */
    'scoring.retrainPropensity': { windowDays?: number };
  }
}

export const propensityJobs: JobHandlers = {
  'scoring.trainPropensity': asOperation(runTraining),
  'scoring.retrainPropensity': async ({ windowDays }, { db }) => {
    if ((await runningTraining(db)) === null) await startTraining(db, system, { windowDays });
  },
};
