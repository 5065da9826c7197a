/** How long one run may go on, and in what steps; tests take smaller ones. */
export type Night = { isOver: () => boolean; batch?: number };

/** What is left then is done in the next nights: a first rule over years of touchpoints shall not fill the day. */
const LONGEST_MS = 2 * 3_600_000;

/** Ends when Tandem stops, too: what was done is committed, and the rest is found again. */
export function nightFrom(startedAt: number, signal?: AbortSignal): Night {
  return { isOver: () => signal?.aborted === true || performance.now() - startedAt > LONGEST_MS };
}
