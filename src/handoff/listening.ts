import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { Listeners } from '../platform/listeners.ts';
import type { TemperatureMove } from '../scoring/events.ts';
import { now } from '../platform/clock.ts';
import { candidatesOf, type Candidate } from './candidate.ts';
import { stopClocks } from './clocks/clocks.ts';
import './events.ts';
import { absorbHandoffs, forgetHandoffs, mergeHandoffs, unmergeHandoffs, weighCompanies } from './merging.ts';
import { openHandoffs } from './opening.ts';
import { repsCapacity } from './routing/reps.ts';
import { warmOwner } from './routing/routing.ts';
import './tables.ts';

/** What this room does in the transactions of others. */
export const listeners: Listeners = {
  'temperatures.moved': (db, who, { moves }) => heedMoves(db, who, moves),
  'capacity.asked': async (db, _who, { answer }) => answer(await repsCapacity(db)),
  'contacts.changed': (db, who, { ids, visitors }) =>
    heedChanges(db, who, visitors ? ids.filter((id) => !visitors.has(id)) : ids),
  'contacts.absorbed': (db, _who, { absorbed }) => absorbHandoffs(db, absorbed),
  'contacts.merged': (db, _who, told) => mergeHandoffs(db, told),
  'contacts.unmerged': (db, _who, told) => unmergeHandoffs(db, told),
  'companies.weighed': (db, _who, told) => weighCompanies(db, told),
  'contacts.erased': (db, _who, told) => forgetHandoffs(db, told),
  'handoffs.sold': async (db, _who, { handoffIds, outcome }) => {
    await db
      .updateTable('handoff.handoffs')
      .set({ state: outcome === 'open' ? 'accepted' : outcome })
      .where('id', 'in', handoffIds)
      .where('verdict', '=', 'accepted')
      .execute();
  },
};

async function heedMoves(db: Db, who: Actor, moves: TemperatureMove[]): Promise<void> {
  const cooled = moves.filter(({ to }) => to === 'cold').map(({ contactId }) => contactId);
  if (cooled.length > 0)
    await sql`delete from handoff.strangers where contact_id = any(${cooled}::uuid[])`.execute(db);
  const rising = moves.filter(({ to, raisedHand }) => to !== 'cold' || raisedHand !== undefined);
  if (rising.length === 0) return;
  const asked = rising.some(({ to, from }) => to === 'warm' && from === 'cold');
  const candidates = candidatesOf(rising, asked ? await warmOwner(db) : 'marketing');
  await openHandoffs(db, who, await withLabels(db, candidates, rising));
}

/** A raised hand is called as the model calls it: "Asked for a demo". */
async function withLabels(db: Db, candidates: Candidate[], moves: TemperatureMove[]): Promise<Candidate[]> {
  if (candidates.every(({ trigger }) => trigger !== 'raised_hand')) return candidates;
  const models = [...new Set(moves.map(({ modelId }) => modelId))];
  const { rows } = await sql<{ id: string; label: string }>`
    select hand->>'id' as id, hand->>'label' as label
    from scoring.models as m, jsonb_array_elements(m.document->'raisedHands') as hand
    where m.id = any(${models}::uuid[])`.execute(db);
  const labels = new Map(rows.map(({ id, label }) => [`raised_hand:${id}`, label]));
  return candidates.map((candidate) => {
    const label = labels.get(candidate.rule);
    return label === undefined ? candidate : { ...candidate, label };
  });
}

type Changed = { closed: string | null; move: Candidate | null };

/**
 * Whom nobody could reach when they became hot, somebody can now; and whose contact was deleted, is nobody's lead any
 * more. Most writes meet neither: one look at two indexes.
 */
async function heedChanges(db: Db, who: Actor, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<Changed>`
    with gone as (
      update handoff.handoffs as h set state = 'returned', verdict = 'rejected', reason = 'bad_data',
        words = 'The contact was deleted.', verdict_by = ${who.kind === 'user' ? who.id : null}::uuid,
        verdict_at = ${now()}::timestamptz, route_at = null
      from audience.contacts as c
      where h.contact_id = any(${ids}::uuid[]) and h.state in ('ready', 'contacting') and c.id = h.contact_id
        and c.deleted_at is not null
      returning h.id
    ), known as (
      delete from handoff.strangers as s using audience.contacts as c
      where s.contact_id = any(${ids}::uuid[]) and c.id = s.contact_id and c.deleted_at is null
        and coalesce(c.email, c.phone, c.phone_original) is not null
      returning s.move
    )
    select id as closed, null::jsonb as move from gone union all select null, move from known`.execute(db);
  const closed = rows.flatMap((row) => row.closed ?? []);
  if (closed.length > 0) await stopClocks(db, closed);
  await openHandoffs(
    db,
    who,
    rows.flatMap(({ move }) => move ?? []),
  );
}
