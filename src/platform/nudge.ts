import { sql } from 'kysely';
import type { Db } from './db.ts';

/** NOTIFY channel of nudges: small news for one person's open pages, kept nowhere. */
export const NUDGE_CHANNEL = 'tandem_nudge';

export type Nudge = {
  /** The person whose pages are told. */
  to: string;
  name: 'operation.progressed' | 'notification.arrived';
  subject: { kind: string; id: string };
  payload: Record<string, unknown>;
};

/**
 * Tells the open pages of these people at commit. For what is worthless a second later (progress, a counter): a page
 * that was not open reads the state itself when it opens, so nothing is stored.
 */
export async function nudge(db: Db, nudges: Nudge[]): Promise<void> {
  if (nudges.length === 0) return;
  await sql`
    select pg_notify(${NUDGE_CHANNEL}, nudge)
    from unnest(${nudges.map((each) => JSON.stringify(each))}::text[]) as nudge`.execute(db);
}
