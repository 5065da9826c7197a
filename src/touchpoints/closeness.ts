import type { kinds } from './kind.ts';

/** How much of a meeting a touch was: 1 passed by (a page, a click), 2 took part (a form, an event), 3 met (a call, a visit). */
export type Closeness = 1 | 2 | 3;

const met = [
  'call_cold',
  'call_warm',
  'call_inbound',
  'meeting',
  'visit',
  'demo',
  'fair_talk',
] as const satisfies Name[];
const passing = ['page_view', 'screen_view', 'page_read', 'link_clicked', 'event'] as const satisfies Name[];
/** What belongs to one sitting at a screen, told as one: "viewed 4 pages". */
const browsing = ['page_view', 'screen_view', 'page_read'] as const satisfies Name[];

type Name = keyof typeof kinds;

/** By kind, for SQL that cannot call `closenessOf`. */
export const closeKinds: readonly string[] = met;
export const passingKinds: readonly string[] = passing;
export const browsingKinds: readonly string[] = browsing;

/** What somebody paid for is never in passing. A kind that was declared here was worth declaring. */
export function closenessOf(kind: string, value: number | null = null): Closeness {
  if (value !== null || closeKinds.includes(kind)) return 3;
  return passingKinds.includes(kind) ? 1 : 2;
}
