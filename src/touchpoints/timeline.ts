import { sql } from 'kysely';
import { findContact } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { keysetPage, type SortField } from '../platform/lists.ts';
import type { Timeline, TimelineQuery, Touchpoint } from './contract.ts';
import { deletedBefore } from './retention/past.ts';

export const sortable = {
  occurredAt: { expression: 't.occurred_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

/** Newest first, along the key: a page costs the same at the thousandth touchpoint as at the first. */
export async function timelineOf(
  db: Db,
  who: Actor,
  contactId: string,
  asked: TimelineQuery,
): Promise<Timeline> {
  const { id } = await findContact(db, who, await presentId(db, contactId));
  const { cursor, limit } = asked;
  const query = narrowed(selectTouchpoints(db), asked).where('t.contact_id', '=', id);
  const page = await keysetPage({ query, id: 't.id', sort: '-occurredAt', sortable, cursor, limit });
  const { rows: items, next } = page;
  return { items, next, activity: await activityOf(db, id), deletedBefore: await deletedBefore(db, id) };
}

/** Those of the kinds, channels, teams and campaigns, and of the time, that are asked for. */
export function narrowed(query: ReturnType<typeof selectTouchpoints>, asked: TimelineQuery) {
  const { kind, channel, team, campaign, since, until } = asked;
  const any = (values: string[]) => sql<string>`any(${values}::text[])`;
  return query
    .$if(kind !== undefined, (each) => each.where('t.kind', '=', any(kind ?? [])))
    .$if(channel !== undefined, (each) => each.where(sql`t.channel`, '=', any(channel ?? [])))
    .$if(team !== undefined, (each) => each.where(sql`t.team`, '=', any(team ?? [])))
    .$if(campaign !== undefined, (each) => each.where('t.campaign', '=', any(campaign ?? [])))
    .$if(since !== undefined, (each) => each.where('t.occurred_at', '>=', new Date(since ?? 0)))
    .$if(until !== undefined, (each) => each.where('t.occurred_at', '<', upTo(until ?? '')));
}

/** The whole of the millisecond that was asked for: the database counts finer than a program does. */
function upTo(moment: string): Date {
  return new Date(new Date(moment).getTime() + 1);
}

export async function findTouchpoint(
  db: Db,
  contactId: string,
  occurredAt: Date,
  id: string,
): Promise<Touchpoint> {
  const found = await selectTouchpoints(db)
    .where('t.contact_id', '=', contactId)
    .where('t.occurred_at', '=', occurredAt)
    .where('t.id', '=', id)
    .executeTakeFirst();
  if (!found) throw new NotFound('There is no such touchpoint.');
  return found;
}

/** Visitors who turned out to be somebody are found under their old id too. */
export async function presentId(db: Db, id: string): Promise<string> {
  const redirect = await db
    .selectFrom('audience.redirects')
    .select('contact_id')
    .where('old_id', '=', id)
    .executeTakeFirst();
  return redirect?.contact_id ?? id;
}

export function selectTouchpoints(db: Db) {
  return db
    .selectFrom('touchpoints.touchpoints as t')
    .innerJoin('touchpoints.sources as s', 's.id', 't.source_id')
    .select([
      't.id',
      't.contact_id as contactId',
      't.occurred_at as occurredAt',
      't.kind',
      't.name',
      't.channel',
      't.campaign',
      't.campaign_id as campaignId',
      't.team',
      't.value',
      't.currency',
      't.properties',
      't.origin_id as originId',
    ])
    .select([
      sql<Touchpoint['actor']>`case when t.actor_name is not null
        then jsonb_build_object('id', t.actor_id, 'name', t.actor_name) end`.as('actor'),
      sql<Touchpoint['source']>`jsonb_build_object('id', s.id, 'name', s.name)`.as('source'),
    ]);
}

export async function activityOf(db: Db, contactId: string): Promise<Timeline['activity']> {
  const found = await db
    .selectFrom('touchpoints.activity')
    .select([
      'touch_count as touchCount',
      'first_touch_at as firstTouchAt',
      'last_touch_at as lastTouchAt',
      'first_channel as firstChannel',
      'last_channel as lastChannel',
    ])
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return found ?? null;
}
