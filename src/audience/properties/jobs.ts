import type { JobHandlers } from '../../platform/jobs.ts';
import { keepIndexes } from './indexes.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.keepIndexes': Record<string, never>;
  }
}

export const propertyJobs: JobHandlers = {
  'audience.keepIndexes': (_payload, { db, log }) => keepIndexes(db, log),
};
