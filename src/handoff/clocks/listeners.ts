import type { Listeners } from '../../platform/listeners.ts';
import { judgedDelivery, soldDeliveries } from './deliveries.ts';
import { verdictGiven } from './meeting.ts';

/** In the transaction of the verdict, and of what the pipeline tells. */
export const clockListeners: Listeners = {
  'handoff.judged': async (db, _who, { handoffId, verdict, reason }) => {
    await verdictGiven(db, handoffId, { verdict, reason });
    await judgedDelivery(db, handoffId, verdict);
  },
  'handoffs.sold': (db, _who, sold) => soldDeliveries(db, sold),
};
