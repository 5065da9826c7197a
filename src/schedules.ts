import type { Schedule } from './platform/jobs.ts';

/** Everything that happens by the clock, on one page. Minute, hour, day, month, weekday; UTC. */
export const schedules: Schedule[] = [
  // Whoever changed a contact asks for it within a second; this takes what a killed process left.
  { cron: '* * * * *', job: 'audience.findDuplicates' },
  { cron: '10 3 * * *', job: 'audience.eraseDeleted' },
  { cron: '15 3 * * *', job: 'pipeline.eraseDeleted' },
  { cron: '20 3 * * *', job: 'audience.forgetImports' },
  { cron: '50 2 * * *', job: 'audience.keepIndexes' },
  { cron: '0 3 * * *', job: 'audience.forgetSegmentMoves' },
  { cron: '5 0 * * *', job: 'touchpoints.openMonths' },
  { cron: '25 3 * * *', job: 'touchpoints.forgetOld' },
  { cron: '30 3 * * *', job: 'touchpoints.applyRetention' },
  { cron: '45 1 * * 0', job: 'scoring.retrainPropensity' },
  { cron: '* * * * *', job: 'workspace.failLostOperations' },
  { cron: '17 * * * *', job: 'workspace.forgetExpired' },
  { cron: '40 3 * * *', job: 'workspace.tidy' },
  { cron: '12 * * * *', job: 'handoff.closeMonths' },
  // On Monday from seven in the workspace's zone, whichever that is; for the rest of the week it does nothing.
  { cron: '5,35 * * * *', job: 'handoff.sendDigest' },
];
