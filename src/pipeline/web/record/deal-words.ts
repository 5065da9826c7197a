import { money } from '../../../web/numbers.ts';
import type { RecordWords } from '../../../web/room.ts';
import { fieldWords, lostWords, stageWords, type LostReason, type Stage } from '../words.ts';

/** For the history and the audit log: what stands on deals, as their own page calls it. */
export const dealWords: RecordWords = {
  field: (field) => fieldWords[field],
  value: (field, value, nameOf) => {
    if (typeof value !== 'string') return undefined;
    if (field === 'stage') return stageWords[value as Stage] ?? value;
    if (field === 'lostReason') return lostWords[value as LostReason] ?? value;
    if (field === 'ownerId') return nameOf(value) ?? 'a former colleague';
    return undefined;
  },
};

/** A sum in the currency it is in, or was in. */
export function amountWords(amount: unknown, currency: unknown): string {
  if (typeof amount !== 'number') return '';
  return typeof currency === 'string' ? money(amount, currency) : String(amount);
}
