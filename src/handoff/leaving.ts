import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { transaction } from '../platform/db.ts';
import type { StoredEvent, Subscriber } from '../platform/outbox.ts';
import { routeAgain } from './assigning.ts';
import { localDay, repRoles } from './routing/reading-floor.ts';
import { lookAgain } from './routing/routing.ts';

const HANDOFFS_PER_ROUND = 500;

/** A rep leaves, or sells no more: what she has goes to others. Somebody comes back: whoever waits is looked at again. */
export const leaverWatch: Subscriber = {
  name: 'handoff.leavers',
  events: ['person.deactivated', 'person.reactivated', 'person.updated', 'person.joined'],
  handle: async (db, events) => {
    while ((await rerouteAbsent(db)) > 0);
    if (events.some(brings)) await lookAgain(db);
  },
};

function brings({ name }: StoredEvent): boolean {
  return name !== 'person.deactivated';
}

/**
 * Has the open hand-offs routed anew of whoever does not work here any more, works no more on hand-offs, or has gone on
 * vacation since they were given to her. What a colleague gives her all the same, she keeps.
 */
export async function rerouteAbsent(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select h.id from handoff.handoffs as h
      where h.state in ('ready', 'contacting') and h.route_at is null and h.rep_id in (
        select u.id from workspace.users as u
        where u.deactivated_at is not null or u.role <> all(${repRoles}::text[])
        union
        select u.id from handoff.vacations as v join workspace.users as u on u.id = v.user_id
        where ${localDay(now())} between v.from_day and v.to_day
      ) and (exists (
          select from workspace.users as u where u.id = h.rep_id
            and (u.deactivated_at is not null or u.role <> all(${repRoles}::text[])))
        or exists (
          select from handoff.vacations as v join workspace.users as u on u.id = v.user_id
          where v.user_id = h.rep_id and ${localDay(now())} between v.from_day and v.to_day
            and (h.assigned_at at time zone coalesce(u.time_zone, 'UTC'))::date < v.from_day))
      order by h.id limit ${HANDOFFS_PER_ROUND} for update of h skip locked`.execute(trx);
    return (
      await routeAgain(
        trx,
        rows.map(({ id }) => id),
      )
    ).length;
  });
}
