/** When it happened, and what was done about a clock that cannot be right. */
export type Moment = {
  at: Date;
  clamped?: { said: string; why: 'in the future' | 'too long ago' | 'not a time' };
};

const AHEAD_MS = 5 * 60_000;

/**
 * Our clock is the one that counts. The sender's only says how long before sending it happened:
 * received − (sent − happened), as Segment has it. What then lies ahead of us or before `earliest` is taken as now.
 */
export function momentOf(options: {
  happened: unknown;
  sent: unknown;
  receivedAt: Date;
  earliest: Date;
}): Moment {
  const { happened, sent, receivedAt, earliest } = options;
  if (happened === undefined || happened === null) return { at: receivedAt };
  const said = timeOf(happened);
  if (said === null)
    return { at: receivedAt, clamped: { said: JSON.stringify(happened).slice(0, 40), why: 'not a time' } };
  const sentAt = timeOf(sent);
  const at = new Date(sentAt === null ? said : receivedAt.getTime() - (sentAt - said));
  const why =
    at.getTime() > receivedAt.getTime() + AHEAD_MS
      ? 'in the future'
      : at < earliest
        ? 'too long ago'
        : undefined;
  return why ? { at: receivedAt, clamped: { said: new Date(said).toISOString(), why } } : { at };
}

/** ISO 8601, or milliseconds since 1970; null when it is neither, or beyond what a date can be. */
function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const time = typeof value === 'string' ? Date.parse(value) : new Date(value).getTime();
  return Number.isNaN(time) ? null : time;
}
