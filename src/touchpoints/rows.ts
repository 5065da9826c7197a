import { sql, type RawBuilder } from 'kysely';
import type { Channel } from '../audience/audience.ts';
import { jsonTexts, plainArray, sparseArray, textArray } from '../platform/arrays.ts';
import type { Db } from '../platform/db.ts';
import type { TeamKind } from '../workspace/workspace.ts';
import { storableJson, storableText, type NewTouchpoint } from './touchpoint.ts';

/** A touchpoint as it is stored. */
export type Row = {
  id: string;
  contactId: string;
  occurredAt: Date;
  kind: string;
  name: string | null;
  channel: Channel | null;
  campaignId: string | null;
  campaign: string | null;
  team: TeamKind | null;
  actorId: string | null;
  actorName: string | null;
  value: number | null;
  currency: string | null;
  sourceId: string;
  properties: Record<string, unknown>;
  receivedAt: Date;
};

export function toRow(
  touchpoint: NewTouchpoint,
  where: Pick<Row, 'id' | 'contactId' | 'sourceId' | 'receivedAt'>,
): Row {
  const { occurredAt, kind, actor } = touchpoint;
  return {
    ...where,
    occurredAt,
    kind,
    name: text(touchpoint.name),
    channel: touchpoint.channel ?? null,
    campaignId: touchpoint.campaignId ?? null,
    campaign: text(touchpoint.campaign),
    team: touchpoint.team ?? null,
    actorId: actor?.id ?? null,
    actorName: text(actor?.name),
    value: touchpoint.value ?? null,
    currency: touchpoint.currency ?? null,
    properties: touchpoint.properties ?? {},
  };
}

/** Stores them, as part of a statement. A touchpoint that is stored already is an error: see `alreadyStored`. */
export function storing(rows: Row[], sourceId: string, receivedAt: Date): RawBuilder<void> {
  const column = <Name extends keyof Row>(name: Name) => rows.map((row) => row[name]);
  const sparse = (name: 'name' | 'channel' | 'campaign' | 'team' | 'actorName' | 'currency') =>
    sparseArray(column(name), textArray);
  return sql`touchpoints.store(${sourceId}, ${receivedAt.toISOString()}, ${plainArray(column('contactId'))},
    ${plainArray(rows.map(({ occurredAt }) => occurredAt.toISOString()))}, ${plainArray(column('id'))},
    ${textArray(column('kind'))}, ${sparse('name')}, ${sparse('channel')},
    ${sparseArray(column('campaignId'), plainArray)}, ${sparse('campaign')}, ${sparse('team')},
    ${sparseArray(column('actorId'), plainArray)}, ${sparse('actorName')}, ${sparseArray(column('value'), plainArray)},
    ${sparse('currency')}, ${jsonTexts(rows.map(({ properties }) => storableJson(properties)))})`;
}

/** Which of them are stored, although no receipt says so: receipts are forgotten in time. */
export async function alreadyStored(db: Db, rows: Row[]): Promise<Set<string>> {
  const { rows: found } = await sql<{ id: string }>`
    select t.id from touchpoints.touchpoints as t
    join unnest(${plainArray(rows.map(({ contactId }) => contactId))}::uuid[],
      ${plainArray(rows.map(({ occurredAt }) => occurredAt.toISOString()))}::timestamptz[],
      ${plainArray(rows.map(({ id }) => id))}::uuid[]) as r (contact_id, occurred_at, id)
      on t.contact_id = r.contact_id and t.occurred_at = r.occurred_at and t.id = r.id`.execute(db);
  return new Set(found.map(({ id }) => id));
}

/** What a visitor did becomes the person's. Taken out and put in: on Citus a row cannot change its contact. */
export async function moveTouchpoints(db: Db, absorbed: Map<string, string>): Promise<void> {
  if (absorbed.size === 0) return;
  await sql`
    with gone as (
      delete from touchpoints.touchpoints as t
      using unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (visitor, kept)
      where t.contact_id = a.visitor returning t.*, a.kept)
    insert into touchpoints.touchpoints (${columns}, contact_id, origin_id)
    select ${columns}, kept, coalesce(origin_id, contact_id) from gone`.execute(db);
}

/** All but whose it is, and whose it was first. */
export const columns =
  sql.raw(`occurred_at, id, kind, name, channel, campaign_id, campaign, team, actor_id, actor_name,
  value, currency, source_id, properties, received_at`);

function text(value: string | null | undefined): string | null {
  return value ? storableText(value) : null;
}
