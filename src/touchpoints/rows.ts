import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { storableJson, storableText, type NewTouchpoint } from './touchpoint.ts';

/** A touchpoint whose contact is known. */
export type Row = NewTouchpoint & { id: string; contactId: string; sourceId: string; receivedAt: Date };

/** One statement, one array a column: 100 rows take a tenth of 100 statements. */
export async function insertTouchpoints(db: Db, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(read: (row: Row) => T) => rows.map(read);
  await sql`
    insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, source_id, properties, received_at)
    select contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, ${rows[0]?.sourceId}, properties::jsonb, ${rows[0]?.receivedAt}
    from unnest(
      ${column((row) => row.contactId)}::uuid[], ${column((row) => row.occurredAt.toISOString())}::timestamptz[],
      ${column((row) => row.id)}::uuid[], ${column((row) => row.kind)}::text[],
      ${column((row) => text(row.name))}::text[], ${column((row) => row.channel ?? null)}::text[],
      ${column((row) => row.campaignId ?? null)}::uuid[], ${column((row) => text(row.campaign))}::text[],
      ${column((row) => row.team ?? null)}::text[], ${column((row) => row.actor?.id ?? null)}::uuid[],
      ${column((row) => row.actor?.name ?? null)}::text[], ${column((row) => row.value ?? null)}::bigint[],
      ${column((row) => row.currency ?? null)}::text[], ${column((row) => storableJson(row.properties ?? {}))}::text[]
    ) as t (contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team, actor_id, actor_name, value,
      currency, properties)
    on conflict do nothing`.execute(db);
}

/** What a visitor did becomes the person's. Taken out and put in: on Citus a row cannot change its contact. */
export async function moveTouchpoints(db: Db, absorbed: Map<string, string>): Promise<void> {
  if (absorbed.size === 0) return;
  await sql`
    with gone as (
      delete from touchpoints.touchpoints as t
      using unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (visitor, kept)
      where t.contact_id = a.visitor returning t.*, a.kept)
    insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, source_id, properties, received_at, origin_id)
    select kept, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, source_id, properties, received_at, coalesce(origin_id, contact_id)
    from gone`.execute(db);
}

function text(value: string | null | undefined): string | null {
  return value ? storableText(value) : null;
}
