import type { Handoff } from '../../../handoff/web/handoffs.ts';

/** What is late or due next stands first; what has no clock, last. */
export function bySoonest<H extends Pick<Handoff, 'clock' | 'openedAt'>>(handoffs: readonly H[]): H[] {
  const due = ({ clock }: H) => (clock === null ? Infinity : Date.parse(clock.dueAt));
  return handoffs.toSorted(
    (one, other) => due(one) - due(other) || Date.parse(one.openedAt) - Date.parse(other.openedAt) || 0,
  );
}
