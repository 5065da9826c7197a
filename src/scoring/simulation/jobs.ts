import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runSimulation } from './running.ts';

export type SimulationJob = { operationId: string; simulationId: string };

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'scoring.simulate': SimulationJob;
  }
}

export const simulationJobs: JobHandlers = {
  'scoring.simulate': asOperation(runSimulation),
};
