import type { JobHandlers } from '../platform/jobs.ts';
import { forgetOld, openMonthsAhead } from './housekeeping.ts';
import { applyRetention } from './retention/apply.ts';
import { nightFrom } from './retention/night.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'touchpoints.openMonths': Record<string, never>;
    'touchpoints.forgetOld': Record<string, never>;
    'touchpoints.applyRetention': Record<string, never>;
  }
}

export const jobs = (): JobHandlers => ({
  'touchpoints.openMonths': (_payload, { db }) => openMonthsAhead(db),
  'touchpoints.forgetOld': async (_payload, { db, log }) => {
    log.info(await forgetOld(db), 'forgot old receipts, bots and what could not be stored');
  },
  'touchpoints.applyRetention': async (_payload, { db, log, signal }) => {
    const done = await applyRetention(db, nightFrom(performance.now(), signal));
    log.info(done, 'deleted what is older than the retention rules');
  },
});
