import type { NewEvent } from '../../platform/events.ts';
import type { SalesMetric } from '../agreement/agreement.ts';
import type { Clock } from './clocks.ts';

/** A clock that is neither met nor stopped, and whom it is about. */
export type Open = Clock & { contact_id: string };

const metricWords: Record<SalesMetric, string> = {
  first_response: 'First response',
  attempts: 'Attempts',
  verdict: 'Verdict',
  recycled_followed_up: 'Follow-up',
};

type Told = 'promise.due-soon' | 'promise.missed' | 'promise.reminded' | 'promise.escalated';

export function toldOf(name: Told, clock: Open): NewEvent {
  const { contact_id: contactId, promise, rep_id: repId, metric } = clock;
  const dueAt = clock.due_at.toISOString();
  return {
    name,
    subject: { kind: 'handoff', id: clock.handoff_id },
    payload: { contactId, promise, repId, dueAt, words: metricWords[metric] },
  };
}
