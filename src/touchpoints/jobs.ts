import type { JobHandlers } from '../platform/jobs.ts';
import { forgetOld, openMonthsAhead } from './housekeeping.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'touchpoints.openMonths': Record<string, never>;
    'touchpoints.forgetOld': Record<string, never>;
  }
}

export const jobs = (): JobHandlers => ({
  'touchpoints.openMonths': (_payload, { db }) => openMonthsAhead(db),
  'touchpoints.forgetOld': async (_payload, { db, log }) => {
    log.info(await forgetOld(db), 'forgot old receipts and bots');
  },
});
