import { sql } from 'kysely';
import { giveContacts } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { EVENTS_CHANNEL } from '../platform/event-order.ts';
import { emit, type NewEvent } from '../platform/events.ts';
import { moveClocks, startClocks } from './clocks/clocks.ts';
import './events.ts';
import './tables.ts';

/** Whose a hand-off is from now on; nobody's is in the queue. */
export type Assignment = {
  id: string;
  repId: string | null;
  teamId: string | null;
  routedBy: string;
  /** When the routing looks again, if it is to. */
  routeAt: Date | null;
};

type Assigned = {
  id: string;
  contact_id: string;
  from_rep: string | null;
  rep_id: string | null;
  team_id: string | null;
  owner_before: string | null;
  routed_by: string;
  is_first: boolean;
};

/**
 * Gives each to its rep, with the contact and the clocks: hot is sales' own. Whose the contact was before is kept, so
 * that it can go back. What is judged by now stays as it is. Hold the contacts and the hand-offs before.
 */
export async function assign(db: Db, who: Actor, assignments: Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  const { rows } = await sql<Assigned>`
    with given as (
      select a.*, h.contact_id, h.rep_id as from_rep, h.routed_by is null as is_first,
        case when h.rep_id is null then c.owner_id else h.owner_before end as owner_before
      from unnest(${assignments.map(({ id }) => id)}::uuid[], ${assignments.map(({ repId }) => repId)}::uuid[],
        ${assignments.map(({ teamId }) => teamId)}::uuid[], ${assignments.map(({ routedBy }) => routedBy)}::text[],
        ${assignments.map(({ routeAt }) => routeAt?.toISOString() ?? null)}::timestamptz[])
        as a (id, rep_id, team_id, routed_by, route_at)
      join handoff.handoffs as h on h.id = a.id and h.state in ('ready', 'contacting')
      left join audience.contacts as c on c.id = h.contact_id
    ), changed as (
      update handoff.handoffs as h set rep_id = g.rep_id, team_id = g.team_id, routed_by = g.routed_by,
        route_at = g.route_at, assigned_at = case when g.rep_id is not null then ${now()}::timestamptz end,
        owner_before = g.owner_before
      from given as g where h.id = g.id
    )
    select * from given`.execute(db);
  await giveContacts(
    db,
    who,
    rows.flatMap(
      ({ id: handoffId, contact_id: contactId, rep_id: repId, from_rep: from, owner_before: before }) =>
        repId === null && from === null ? [] : [{ contactId, ownerId: repId ?? before, handoffId }],
    ),
  );
  await startClocks(db, rows);
  await emit(db, who, rows.flatMap(toEvent));
}

/** Waiting on in the queue, or staying with who has it, is no news. */
function toEvent(row: Assigned): NewEvent[] {
  const { id, contact_id: contactId, from_rep: from, rep_id: to, team_id: teamId, routed_by: routedBy } = row;
  const subject = { kind: 'handoff', id };
  if (to !== null && to === from) return [];
  if (to !== null)
    return [
      {
        name: 'handoff.assigned',
        subject,
        payload: { contactId, from, to, routedBy },
        changes: { repId: { from, to } },
      },
    ];
  if (from === null && !row.is_first) return [];
  return [{ name: 'handoff.queued', subject, payload: { contactId, from, teamId, routedBy } }];
}

/**
 * Has these routed anew, within milliseconds of the commit, to somebody else than who has them: for a rep who left or is
 * away, and for a promise that was missed. Their clocks run on. Where nobody else is free, one who is there keeps it.
 */
export async function routeAgain(db: Db, handoffIds: readonly string[]): Promise<string[]> {
  if (handoffIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update handoff.handoffs set route_at = ${now()},
      not_to = case when rep_id is null then not_to else array_append(array_remove(not_to, rep_id), rep_id) end
    where id = any(${[...handoffIds]}::uuid[]) and state in ('ready', 'contacting')
    returning id`.execute(db);
  if (rows.length > 0) await sql`select pg_notify(${EVENTS_CHANNEL}, '')`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes it from its rep, who does not get it again, and leaves it to the routing. */
export async function giveBack(
  db: Db,
  who: Actor,
  handoff: { id: string; contactId: string; repId: string | null; ownerBefore: string | null },
): Promise<void> {
  const { id, contactId, repId: from, ownerBefore } = handoff;
  await sql`
    update handoff.handoffs set rep_id = null, routed_by = null, assigned_at = null, route_at = ${now()}, known_rep_id = null,
      not_to = array_append(array_remove(not_to, ${from}::uuid), ${from}::uuid)
    where id = ${id}`.execute(db);
  await giveContacts(db, who, [{ contactId, ownerId: ownerBefore, handoffId: id }]);
  await moveClocks(db, [id], null);
  const payload = { contactId, from, to: null, routedBy: `Given back by ${who.name}` };
  const changes = { repId: { from, to: null } };
  await emit(db, who, [{ name: 'handoff.assigned', subject: { kind: 'handoff', id }, payload, changes }]);
}
