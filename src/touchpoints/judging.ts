import { keysOf } from '../audience/audience.ts';
import { isTooOld, TOO_OLD, type Lines } from './retention/rule.ts';
import type { Source } from './source.ts';
import { isSkipped, touchpointId, type Arrival, type NewTouchpoint, type Outcome } from './touchpoint.ts';

/** An arrival with what becomes of it, as far as that is known. */
export type Judged = { outcome: Outcome; reason?: string; touchpoint?: NewTouchpoint; id?: string };
export type Admitted = { holders: string | null; held: string | null; taken: string };

/** As far as it can be judged by itself. */
export function judge(source: Source, arrival: Arrival, lines: Lines): Judged {
  if (isSkipped(arrival)) return { outcome: 'skipped', reason: arrival.skipped };
  const id = touchpointId(source.id, arrival.messageId);
  if (arrival.bot) return { outcome: 'bot', reason: arrival.bot, touchpoint: arrival, id };
  if (isTooOld(lines, arrival)) return { outcome: 'skipped', reason: TOO_OLD };
  const { contactId } = arrival.person;
  const nobody = contactId === undefined && Object.keys(keysOf(arrival.person)).length === 0;
  if (nobody) return { outcome: 'skipped', reason: 'nobody' };
  return { outcome: 'stored', touchpoint: arrival, id, ...(arrival.ignored && { reason: arrival.ignored }) };
}

/** `taken`: the ids that had a receipt before. The first of its id in this batch is stored, all others are duplicates. */
export function markDuplicates(judged: Judged[], taken = ''): void {
  const known = new Set(taken.split(','));
  for (const each of judged) {
    if (!each.id) continue;
    if (known.has(each.id)) each.outcome = 'duplicate';
    known.add(each.id);
  }
}

/** When the newest of them happened. */
export function newestOf(judged: Judged[]): Date | null {
  let newest = -Infinity;
  for (const { touchpoint } of judged)
    if (touchpoint) newest = Math.max(newest, touchpoint.occurredAt.getTime());
  return newest === -Infinity ? null : new Date(newest);
}
