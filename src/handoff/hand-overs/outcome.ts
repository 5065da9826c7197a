/**
 * What becomes of a contact when many are handed to sales at once: handed; with sales already, by an open hand-off or by
 * one they accepted; or refused, because nobody could reach them or because sales said no to them before.
 */
export const outcomes = ['handed', 'open', 'worked', 'unreachable', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];
