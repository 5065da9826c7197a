import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Facets } from './contract.ts';

const MOST_FACETS = 60;

/** By what a timeline can be narrowed: what occurs on it, most frequent first. */
export async function facetsOf(db: Db, among: RawBuilder<unknown>): Promise<Facets> {
  const { rows } = await sql<{ facet: 'channel' | 'kind' | 'campaign'; value: string; count: number }>`
    select case when grouping(channel) = 0 then 'channel' when grouping(kind) = 0 then 'kind' else 'campaign' end as facet,
      coalesce(channel, kind, campaign) as value, count(*) as count
    from touchpoints.touchpoints where ${among}
    group by grouping sets ((channel), (kind), (campaign))
    having coalesce(channel, kind, campaign) is not null
    order by count desc, value limit ${3 * MOST_FACETS}`.execute(db);
  const of = (facet: string) =>
    rows
      .filter((row) => row.facet === facet)
      .map(({ value, count }) => ({ value, count }))
      .slice(0, MOST_FACETS);
  return { channels: of('channel'), kinds: of('kind'), campaigns: of('campaign') };
}
