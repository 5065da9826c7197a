import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { readCursor, writeCursor } from '../../platform/keyset.ts';
import type { BehindQuery, TensionHandoff } from './contract.ts';
import { seenBetween } from './judged.ts';
import { periodOf } from './period.ts';

/** The only order there is; it stands in the cursor. */
const SORT = '-openedAt';

const DAYS = 30;

/** The leads behind a number, newest first. Whoever may read a hand-off reads whose it is, as on the board. */
export async function behindNumber(
  db: Db,
  who: Actor,
  query: BehindQuery,
): Promise<{ items: TensionHandoff[]; next: string | null }> {
  const { limit, cursor } = query;
  const period = await periodOf(db, who, query, DAYS);
  const after = cursor === undefined ? undefined : readCursor(cursor, SORT, 'timestamptz');
  const beyond = after
    ? sql`(h.opened_at, h.id) < (${after.value}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<TensionHandoff & { cursor: string }>`
    with ${seenBetween(who, period, { where: sql`${narrowed(query)} and ${beyond}` })}
    select s.id, s.trigger, s.state, s.source, s.campaign, s.fit, s.grade, s.engagement, s.line, s.verdict, s.reason,
      h.words, s.opened_at as "openedAt", s.first_contact_at as "firstContactAt", s.opened_at::text as cursor,
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as rep,
      json_build_object('id', c.id, 'name', c.name, 'companyName', c.company_name) as contact
    from (
      select * from seen where ${seenAs(query)} order by opened_at desc, id desc limit ${limit + 1}) as s
    join handoff.handoffs as h on h.id = s.id
    left join workspace.users as u on u.id = s.rep_id
    join audience.contacts as c on c.id = s.contact_id
    order by s.opened_at desc, s.id desc`.execute(db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ cursor: _cursor, ...item }) => item),
    next: last ? writeCursor(SORT, last.cursor, last.id) : null,
  };
}

/** What the row itself says. */
function narrowed({ source, campaign, verdict, reason, answered }: BehindQuery): RawBuilder<unknown> {
  const parts = [
    source !== undefined && (source === 'none' ? sql`h.source is null` : sql`h.source = ${source}`),
    campaign !== undefined && (campaign === 'none' ? sql`h.campaign is null` : sql`h.campaign = ${campaign}`),
    verdict === 'judged' && sql`h.verdict is not null`,
    verdict === 'open' && sql`h.verdict is null`,
    verdict === 'refused' && sql`h.verdict in ('recycled', 'rejected')`,
    verdict !== undefined && !['judged', 'open', 'refused'].includes(verdict) && sql`h.verdict = ${verdict}`,
    reason !== undefined && sql`h.reason = ${reason}`,
    answered === 'true' && sql`h.first_contact_at is not null`,
    answered === 'false' && sql`h.first_contact_at is null`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

/** What only the model of the day says. */
function seenAs({ grade, line }: BehindQuery): RawBuilder<unknown> {
  const parts = [
    grade === 'match' && sql`grade in ('A', 'B')`,
    grade === 'none' && sql`grade is null`,
    grade !== undefined && grade !== 'match' && grade !== 'none' && sql`grade = ${grade}`,
    line !== undefined && sql`line = ${line}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}
