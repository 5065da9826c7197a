import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runBuild } from './building.ts';
import { forgetMoves } from './membership.ts';
import { runPick } from './picks.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.forgetSegmentMoves': Record<string, never>;
  }
}

export const segmentJobs: JobHandlers = {
  'audience.buildSegment': asOperation(runBuild),
  'audience.pickInBulk': asOperation(runPick),
  'audience.forgetSegmentMoves': (_payload, { db }) => forgetMoves(db),
};
