import { system } from '../../platform/actor.ts';
import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { chooseWindow } from './evidence.ts';
import { runningTraining, runTraining, startTraining, type TrainingJob } from './training.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'scoring.trainPropensity': TrainingJob;
    /** With the window that was chosen last, or one in which there is enough to learn from. */
    'scoring.retrainPropensity': { chooseWindow?: boolean };
  }
}

export const propensityJobs: JobHandlers = {
  'scoring.trainPropensity': asOperation(runTraining),
  'scoring.retrainPropensity': async ({ chooseWindow: choose }, { db }) => {
    if ((await runningTraining(db)) !== null) return;
    await startTraining(db, system, { windowDays: choose ? await chooseWindow(db) : undefined });
  },
};
