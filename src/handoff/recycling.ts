import { sql } from 'kysely';
import { holdContacts } from '../audience/audience.ts';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { openHandoffs } from './opening.ts';
import { scoreOf } from '../scoring/scoring.ts';

const LEADS_PER_ROUND = 200;

/**
 * On the day a recycled lead was put off to, it comes back: as a new hand-off that knows of the old one, to the rep who
 * put it off. Whatever the temperature: "call me in March" means March. One that came back before, hot or asking for it,
 * became a customer or belongs to sales anyway, does not come twice. Answers how many days have come.
 */
export async function bringBack(db: Db): Promise<number> {
  const at = now();
  return transaction(db, async (trx) => {
    const { rows: due } = await sql<Due>`
      select h.id, h.contact_id, h.rep_id, h.words, exists (
        select from handoff.handoffs as later where later.contact_id = h.contact_id and later.opened_at > h.verdict_at
      ) as came_before
      from handoff.handoffs as h
      where h.came_back_at is null and h.recycle_on <= (${at}::timestamptz at time zone
        coalesce((select time_zone from workspace.settings limit 1), 'UTC'))::date
      order by h.recycle_on, h.id limit ${LEADS_PER_ROUND} for update of h skip locked`.execute(trx);
    if (due.length === 0) return 0;
    await sql`update handoff.handoffs set came_back_at = ${at}
      where id = any(${due.map(({ id }) => id)}::uuid[])`.execute(trx);
    await reopen(
      trx,
      due.filter(({ came_before: before }) => !before),
    );
    return due.length;
  });
}

type Due = {
  id: string;
  contact_id: string;
  rep_id: string | null;
  words: string | null;
  came_before: boolean;
};

async function reopen(db: Db, due: Due[]): Promise<void> {
  // One a contact: of two days that have come, the first one brings them back.
  const byContact = new Map(due.toReversed().map((each) => [each.contact_id, each]));
  const ids = [...byContact.keys()];
  await holdContacts(db, ids);
  const scores = await scoreOf(db, ids);
  const notes = new Map(
    [...byContact].map(([contactId, { id, rep_id: knownRepId, words }]) => [
      contactId,
      { knownRepId, returnedFrom: id, note: words ? `Put off with the words: ${words}` : undefined },
    ]),
  );
  const candidates = ids.map((contactId) => ({
    contactId,
    trigger: 'recycled' as const,
    rule: 'recycled',
    fit: scores.get(contactId)?.fit ?? null,
    engagement: scores.get(contactId)?.engagement ?? null,
    at: now().toISOString(),
  }));
  await openHandoffs(db, system, candidates, notes);
}
