import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { cameBy, noTouches, pageOf, type Catalogue } from './catalogue.ts';
import type { Example } from './examples.ts';
import { tableAt } from './past.ts';
import type { Change } from './values.ts';
import type { Table } from '../learn/table.ts';

export type { Change } from './values.ts';

/** What had happened by the cut-off of one example. */
export type Held = {
  first?: Date;
  last?: Date;
  bySales?: Date;
  /** "kind:visit", "channel:email" … */
  counts: Map<string, { count: number; faded: number; last: Date }>;
};
/** By the place of the example. */
export type Touches = (Held | undefined)[];

type Fields = Record<string, unknown>;
export type Records = {
  contact: (id: string) => Fields | undefined;
  company: (id: string) => Fields | undefined;
  /** Of a contact or a company, oldest first. */
  changes: (id: string) => readonly Change[];
  roles: (contactId: string, role: string, at: Date) => boolean;
  consent: (contactId: string, consent: string, at: Date) => string | null;
};

const HALF_LIFE_DAYS = 30;

/** The columns of these examples: six statements, however many there are. */
export async function readTable(db: Db, catalogue: Catalogue, examples: readonly Example[]): Promise<Table> {
  const touches = await readTouches(db, catalogue, examples);
  return tableAt(catalogue, examples, { touches, records: await readRecords(db, examples) });
}

type TouchRow = {
  nth: number;
  what: string | null;
  count: number;
  faded: number;
  first: Date;
  last: Date;
  sales: Date | null;
};

/** Nothing of the cut-off or after it is read. */
export async function readTouches(
  db: Db,
  { kinds, channels, campaigns, pages }: Pick<Catalogue, 'kinds' | 'channels' | 'campaigns' | 'pages'>,
  examples: readonly Pick<Example, 'contactId' | 'cutOff'>[],
): Promise<Touches> {
  const { rows } = await sql<TouchRow>`
    with seen as (
      select e.nth, t.occurred_at, t.team, t.kind, ${cameBy} as channel, t.campaign, ${pageOf} as page,
        2 ^ (-extract(epoch from e.cut_off - t.occurred_at)::float8 / ${86_400 * HALF_LIFE_DAYS}) as faded
      from unnest(${examples.map(({ contactId }) => contactId)}::uuid[],
        ${examples.map(({ cutOff }) => cutOff)}::timestamptz[]) with ordinality as e (contact_id, cut_off, nth)
      join touchpoints.touchpoints as t on t.contact_id = e.contact_id and t.occurred_at < e.cut_off
      where t.kind <> all(${noTouches}::text[]))
    select nth, case grouping(kind, channel, campaign, page)
        when 7 then 'kind:' || kind when 11 then 'channel:' || channel
        when 13 then 'campaign:' || campaign when 14 then 'page:' || page end as what,
      count(*), sum(faded) as faded, min(occurred_at) as first, max(occurred_at) as last,
      max(occurred_at) filter (where team = 'sales') as sales
    from seen
    group by grouping sets ((nth), (nth, kind), (nth, channel), (nth, campaign), (nth, page))
    having grouping(kind, channel, campaign, page) = 15 or kind = any(${kinds}::text[]) or channel = any(${channels}::text[])
      or campaign = any(${campaigns}::text[]) or page = any(${pages}::text[])`.execute(db);
  const touches: Touches = examples.map(() => undefined);
  for (const { nth, what, count, faded, first, last, sales } of rows) {
    const held = (touches[nth - 1] ??= { counts: new Map() });
    if (what === null) Object.assign(held, { first, last, ...(sales && { bySales: sales }) });
    else held.counts.set(what, { count, faded, last });
  }
  return touches;
}

type ChangeRow = { id: string; field: string; at: Date; from: unknown; to: unknown };

export async function readRecords(db: Db, examples: readonly Pick<Example, 'contactId'>[]): Promise<Records> {
  const ids = [...new Set(examples.map(({ contactId }) => contactId))];
  const contacts = await db
    .selectFrom('audience.contacts')
    .select(['id', 'source', 'country', 'language', 'job_title as jobTitle', 'company_id as companyId'])
    .where('id', 'in', ids)
    .execute();
  const told = await readChanges(db, 'contact', ids);
  const companyIds = new Set(contacts.flatMap(({ companyId }) => companyId ?? []));
  // Where they worked before is in the log only.
  for (const { field, from } of told)
    if (field === 'companyId' && typeof from === 'string') companyIds.add(from);
  const companies = await readCompanies(db, [...companyIds]);
  const changes = Map.groupBy(
    [...told, ...(await readChanges(db, 'company', [...companyIds]))],
    ({ id }) => id,
  );
  const [people, firms] = [byId(contacts), byId(companies)];
  const { roles, consents } = await readDated(db, ids);
  return {
    contact: (id) => people.get(id),
    company: (id) => firms.get(id),
    changes: (id) => changes.get(id) ?? [],
    roles: (id, role, at) =>
      roles.get(id)?.some((each) => each.since <= at && each.roles.includes(role)) ?? false,
    consent: (id, consent, at) =>
      consents.get(id)?.findLast((each) => each.consent === consent && each.at < at)?.state ?? null,
  };
}

function readCompanies(db: Db, ids: string[]) {
  return ids.length === 0
    ? []
    : db
        .selectFrom('audience.companies')
        .select(['id', 'industry', 'employees', 'created_at as createdAt'])
        .where('id', 'in', ids)
        .execute();
}

async function readChanges(db: Db, kind: 'contact' | 'company', ids: string[]): Promise<ChangeRow[]> {
  const names = ['created', 'updated', 'merged'].map((did) => `${kind}.${did}`);
  const { rows } = await sql<ChangeRow>`
    select e.subject_id as id, c.key as field, e.occurred_at as at, c.value->'from' as "from", c.value->'to' as "to"
    from platform.events as e cross join lateral jsonb_each(e.changes) as c
    where e.subject_kind = ${kind} and e.subject_id = any(${ids}::uuid[]) and e.name = any(${names}::text[])
      and (c.key in ('source', 'country', 'language', 'jobTitle', 'companyId', 'industry', 'employees')
        or c.key like 'property:%')
    order by e.position`.execute(db);
  return rows;
}

type Role = { contact_id: string; roles: string[]; since: Date };
type Answer = { contact_id: string; consent: string; state: string; at: Date };

async function readDated(db: Db, ids: string[]) {
  const { rows: roles } = await sql<Role>`
    select contact_id, roles, since from audience.company_people where contact_id = any(${ids}::uuid[])`.execute(
    db,
  );
  const { rows: consents } = await sql<Answer>`
    select contact_id, purpose || ':' || channel as consent, state, happened_at as at from audience.consents
    where contact_id = any(${ids}::uuid[]) order by happened_at, id`.execute(db);
  return {
    roles: Map.groupBy(roles, (role) => role.contact_id),
    consents: Map.groupBy(consents, (answer) => answer.contact_id),
  };
}

function byId(rows: readonly (Fields & { id: string })[]): Map<string, Fields> {
  return new Map(rows.map((row) => [row.id, row]));
}
