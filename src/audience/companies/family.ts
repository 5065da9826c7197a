import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { invalidField } from '../../platform/errors.ts';
import { DEEPEST_FAMILY } from './company.ts';
import type { ImportOrigin } from '../events.ts';
import type { Family } from './contract.ts';
import './events.ts';
import { oneWriter } from './identities.ts';
import { findCompany, peopleAt } from './reading.ts';

const MOST_SHOWN = 200;

/** The whole family, from the one that belongs to nobody down, each after its parent, as a tree is read. */
export async function familyOf(db: Db, who: Actor, asked: string): Promise<Family> {
  // Whom it became part of, where the id is of before that.
  const { id } = await findCompany(db, who, asked);
  const { rows } = await sql<Family['companies'][number]>`
    with recursive up as (
      select id, parent_id, 0 as steps from audience.companies where id = ${id}
      union all
      select p.id, p.parent_id, up.steps + 1
      from up join audience.companies as p on p.id = up.parent_id
      where p.deleted_at is null and up.steps < ${DEEPEST_FAMILY}
    ), top as (
      select id from up order by steps desc limit 1
    ), down as (
      select c.id, c.parent_id, array[c.name_key, c.id::text] as path
      from audience.companies as c where c.id = (select id from top)
      union all
      select s.id, s.parent_id, down.path || s.name_key || s.id::text
      from down join audience.companies as s on s.parent_id = down.id and s.deleted_at is null
      where cardinality(down.path) < ${2 * DEEPEST_FAMILY}
    ), shown as (
      -- The one that is asked for, and those above it, are never cut off.
      (select id, path from down where id in (select id from up))
      union
      (select id, path from down order by cardinality(path), path limit ${MOST_SHOWN + 1})
    )
    select c.id, c.name, c.city, case when c.id = (select id from top) then null else c.parent_id end as "parentId",
      ${peopleAt('c.id')} as people
    from shown join audience.companies as c on c.id = shown.id order by shown.path`.execute(db);
  return { companies: rows, more: rows.length > MOST_SHOWN };
}

/** Before it is given this parent. */
export async function mustBeCompany(db: Db, id: string, parentId: string | null | undefined): Promise<void> {
  if (!parentId) return;
  if (id === parentId) throw invalidField('parentId', 'A company cannot belong to itself.');
  const parent = await db
    .selectFrom('audience.companies')
    .select('id')
    .where('id', '=', parentId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!parent) throw invalidField('parentId', 'Choose a company.');
}

/** After it was given this parent: throws `Invalid` when it belonged to itself then, or stood too deep. */
export async function mustFitFamily(db: Db, id: string, parentId: string | null | undefined): Promise<void> {
  if (!parentId) return;
  if ((await tooDeep(db, [id])).length === 0) return;
  const { rows } = await sql<{ id: string; name: string }>`
    with recursive up as (
      select id, name, parent_id, 1 as steps from audience.companies where id = ${parentId}
      union all
      select p.id, p.name, p.parent_id, up.steps + 1
      from up join audience.companies as p on p.id = up.parent_id where up.steps < ${DEEPEST_FAMILY}
    )
    select id, name from up order by steps`.execute(db);
  throw invalidField(
    'parentId',
    rows.some((above) => above.id === id)
      ? `${rows[0]?.name} belongs to this company itself.`
      : `Companies stand up to ${DEEPEST_FAMILY} deep; this would be deeper.`,
  );
}

/** Which of two companies the other belongs to, directly or by way of others. */
export async function aboveOf(db: Db, one: string, other: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id as start, parent_id, 1 as steps from audience.companies where id = any(${[one, other]}::uuid[])
      union all
      select up.start, p.parent_id, up.steps + 1
      from up join audience.companies as p on p.id = up.parent_id where up.steps <= ${DEEPEST_FAMILY}
    )
    select parent_id as id from up where parent_id = any(${[one, other]}::uuid[]) and parent_id <> start limit 1`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

export type Parenthood = { companyId: string; parentId: string | null };

/**
 * Says which companies belong to which (null: to nobody), with a handful of statements however many. Call it in a
 * transaction. Answers the companies left as they were, because they would have belonged to themselves by way of
 * others, or stood more than twelve deep.
 */
export async function setParents(
  db: Db,
  who: Actor,
  wanted: Parenthood[],
  origin: ImportOrigin = {},
): Promise<string[]> {
  if (wanted.length === 0) return [];
  // Two who each make the other's company the parent would otherwise not see each other.
  await oneWriter(db);
  const moved = await moveAll(db, wanted);
  const refused = new Set(
    await tooDeep(
      db,
      moved.map(({ id }) => id),
    ),
  );
  await putBack(
    db,
    moved.filter(({ id }) => refused.has(id)),
  );
  const kept = moved.filter(({ id }) => !refused.has(id));
  await emit(
    db,
    who,
    kept.map((row) => eventOf(row, origin)),
  );
  return [...refused];
}

type Moved = { id: string; name: string; from: string | null; to: string | null };

async function moveAll(db: Db, wanted: Parenthood[]): Promise<Moved[]> {
  const parentOf = new Map(wanted.map(({ companyId, parentId }) => [companyId, parentId]));
  const { rows } = await sql<Moved>`
    with wanted as (
      select * from unnest(${[...parentOf.keys()]}::uuid[], ${[...parentOf.values()]}::uuid[]) as w (id, parent_id)
    ), held as (
      select c.id, c.name, c.parent_id as "from", w.parent_id as "to"
      from wanted as w join audience.companies as c on c.id = w.id and c.deleted_at is null
      left join audience.companies as p on p.id = w.parent_id and p.deleted_at is null
      where c.parent_id is distinct from w.parent_id and (w.parent_id is null or p.id is not null)
      order by c.id for update of c
    ), moved as (
      update audience.companies as c set parent_id = h."to", updated_at = ${now()} from held as h where c.id = h.id
    )
    select * from held order by id`.execute(db);
  return rows;
}

/** Of these, all above or below whom it goes on too long, as it does for ever where a company belongs to itself. */
export async function tooDeep(db: Db, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select c.id as start, c.parent_id, 1 as steps from audience.companies as c where c.id = any(${ids}::uuid[])
      union all
      select up.start, p.parent_id, up.steps + 1
      from up join audience.companies as p on p.id = up.parent_id where up.steps <= ${DEEPEST_FAMILY}
    ), down as (
      select c.id as start, c.id, 0 as steps from audience.companies as c where c.id = any(${ids}::uuid[])
      union
      select down.start, s.id, down.steps + 1
      from down join audience.companies as s on s.parent_id = down.id where down.steps <= ${DEEPEST_FAMILY}
    )
    select up.start as id
    from (select start, max(steps) as steps from up group by start) as up
    join (select start, max(steps) as steps from down group by start) as down on down.start = up.start
    where up.steps + down.steps > ${DEEPEST_FAMILY}`.execute(db);
  return rows.map(({ id }) => id);
}

async function putBack(db: Db, moved: Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await sql`
    update audience.companies as c set parent_id = m.parent_id
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ from }) => from)}::uuid[]) as m (id, parent_id)
    where c.id = m.id`.execute(db);
}

function eventOf({ id, name, from, to }: Moved, origin: ImportOrigin): NewEvent {
  const payload = { name, ...origin };
  const changes = { parentId: { from, to } };
  return { name: 'company.updated', subject: { kind: 'company', id }, payload, changes };
}
