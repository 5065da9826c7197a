import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { readCursor, writeCursor } from '../../platform/keyset.ts';
import { ownedBy, zoneOf } from '../../workspace/workspace.ts';
import type { FeedbackItem, FeedbackPage, ItemsQuery } from './contract.ts';
import { mayEdit } from './notes.ts';
import './tables.ts';

/** The only order there is; it stands in the cursor. */
const SORT = '-at';

/** Notes and verdicts in one stream, newest first: two index ranges, each at most a page long, put together. */
export async function streamOf(db: Db, who: Actor, query: ItemsQuery): Promise<FeedbackPage> {
  const conditions = conditionsOf(query, await zoneOf(db, who));
  const after = query.cursor ? readCursor(query.cursor, SORT, 'timestamptz') : undefined;
  const keys = await keysOf(db, conditions, after, query.limit + 1);
  const page = keys.slice(0, query.limit);
  const last = keys.length > query.limit ? page.at(-1) : undefined;
  const items = await itemsOf(
    db,
    who,
    page.map(({ id }) => id),
  );
  return { items, next: last ? writeCursor(SORT, last.at, last.id) : null };
}

/** These notes and judged hand-offs in the order of their ids given; what is gone is left out. */
export async function itemsOf(db: Db, who: Actor, ids: string[]): Promise<FeedbackItem[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<FeedbackItem>`
    with said as (
      select n.id, 'note' as type, n.noted_at as at, n.noted_by as by_id, n.noted_by_name as by_name, n.words, n.kind,
        n.edited_at, ${mayEdit(who)} as may_edit,
        null::text as verdict, null::text as reason, n.competitor, n.product, n.store, n.place, n.source, n.campaign,
        n.contact_id, n.company_id, n.handoff_id
      from handoff.field_notes as n where n.id = any(${ids}::uuid[]) and n.words is not null
      union all
      select h.id, 'verdict', h.verdict_at, h.verdict_by, coalesce(u.name, 'Tandem'), h.words, null, null, false,
        h.verdict, h.reason, null, null, null, null, h.source, h.campaign, h.contact_id, null, h.id
      from handoff.handoffs as h left join workspace.users as u on u.id = h.verdict_by
      where h.id = any(${ids}::uuid[]) and h.verdict is not null)
    select s.id, s.type, s.at, s.words, s.edited_at as "editedAt", s.may_edit as "mayEdit", s.kind, s.verdict, s.reason, s.competitor, s.product, s.store, s.place, s.source,
      s.campaign, s.handoff_id as "handoffId", json_build_object('id', s.by_id, 'name', s.by_name) as by,
      case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as contact,
      case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as company,
      case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as theme
    from said as s
    left join audience.contacts as c on c.id = s.contact_id and c.deleted_at is null
      and ${ownedBy(who, 'contacts.read', 'c.owner_id')}
    left join audience.companies as k on k.id = coalesce(s.company_id, c.company_id) and k.deleted_at is null
    left join handoff.theme_items as i on i.id = s.id
    left join handoff.themes as t on t.id = i.theme_id
    order by array_position(${ids}::uuid[], s.id)`.execute(db);
  return rows;
}

type Key = { id: string; at: string };
type Conditions = { notes: RawBuilder<SqlBool> | null; verdicts: RawBuilder<SqlBool> | null };

async function keysOf(
  db: Db,
  { notes, verdicts }: Conditions,
  after: ReturnType<typeof readCursor> | undefined,
  limit: number,
): Promise<Key[]> {
  const beyond = (at: string, id: string) =>
    after
      ? sql`(${sql.raw(at)}, ${sql.raw(id)}) < (${after.value}::timestamptz, ${after.id}::uuid)`
      : sql`true`;
  const parts = [
    notes &&
      sql`(select n.id, n.noted_at as at from handoff.field_notes as n
        where n.words is not null and ${notes} and ${beyond('n.noted_at', 'n.id')}
        order by n.noted_at desc, n.id desc limit ${limit})`,
    verdicts &&
      sql`(select h.id, h.verdict_at as at from handoff.handoffs as h
        where h.verdict_at is not null and (h.reason is not null or h.words is not null) and ${verdicts}
          and ${beyond('h.verdict_at', 'h.id')}
        order by h.verdict_at desc, h.id desc limit ${limit})`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return [];
  const { rows } = await sql<Key>`
    select id, at::text as at from (${sql.join(parts, sql` union all `)}) as said
    order by said.at desc, said.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Which of the two the question is about follows from what is asked: verdicts have no kind, notes no reason. */
function conditionsOf(query: ItemsQuery, zone: string): Conditions {
  const { type, kind, verdict, reason, competitor, product, store } = query;
  const ofVerdicts = verdict !== undefined || reason !== undefined;
  const ofNotes = [kind, competitor, product, store].some((asked) => asked !== undefined);
  const notes = type !== 'verdict' && (ofNotes || !ofVerdicts);
  const verdicts = type !== 'note' && (ofVerdicts || !ofNotes);
  return {
    notes: notes
      ? both([
          ...shared(query, zone, 'n', 'n.noted_at'),
          kind && sql`n.kind = any(${kind}::text[])`,
          named('n.competitor', competitor),
          named('n.product', product),
          named('n.store', store),
          query.handoff && sql`n.handoff_id = ${query.handoff}`,
        ])
      : null,
    verdicts: verdicts
      ? both([
          ...shared(query, zone, 'h', 'h.verdict_at'),
          verdict && sql`h.verdict = any(${verdict}::text[])`,
          reason && sql`h.reason = any(${reason}::text[])`,
          query.handoff && sql`h.id = ${query.handoff}`,
        ])
      : null,
  };
}

type Part = RawBuilder<SqlBool> | undefined | '' | false;

function shared(query: ItemsQuery, zone: string, alias: 'n' | 'h', moment: string): Part[] {
  const at = sql.ref(moment);
  const { q, source, campaign, contact, theme, from, to } = query;
  const field = (name: string) => sql.ref(`${alias}.${name}`);
  return [
    q && sql`${field('words')} ilike ${`%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`,
    source && sql`${field('source')} = ${source}`,
    named(`${alias}.campaign`, campaign),
    contact && sql`${field('contact_id')} = ${contact}`,
    from !== undefined && sql`${at} >= (${from}::timestamp at time zone ${zone})`,
    to !== undefined && sql`${at} < ((${to}::date + 1)::timestamp at time zone ${zone})`,
    theme === 'none' && sql`not exists (select from handoff.theme_items as i where i.id = ${field('id')})`,
    theme !== undefined &&
      theme !== 'none' &&
      sql`exists (select from handoff.theme_items as i where i.id = ${field('id')} and i.theme_id = ${theme})`,
  ];
}

function named(column: string, value: string | undefined): Part {
  return value !== undefined && sql`lower(${sql.ref(column)}) = lower(${value})`;
}

function both(parts: Part[]): RawBuilder<SqlBool> {
  const asked = parts.filter((part) => part !== undefined && part !== '' && part !== false);
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `);
}
