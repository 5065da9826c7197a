import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runHandOver, type HandOverJob } from './hand-overs.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'handoff.handOverMany': HandOverJob;
  }
}

export const handOverJobs: JobHandlers = { 'handoff.handOverMany': asOperation(runHandOver) };
