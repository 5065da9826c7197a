import { sql } from 'kysely';
import { system, type Actor } from '../../platform/actor.ts';
import type { Asked } from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { selectJudged, type UnderstoodTree } from './compile.ts';
import './events.ts';
import './tables.ts';
import type { Tree } from './tree.ts';

export type Judgeable = { id: string; name: string; kind: 'live' | 'list'; tree: Tree | null };

/** One process at a time writes who is in what: of two who judge a contact, the one with the older view could win. */
const MEMBERSHIP = 7_305_820;

export async function holdMembership(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MEMBERSHIP}::bigint)`.execute(db);
}

export async function tryToHoldMembership(db: Db): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${MEMBERSHIP}::bigint) as held`.execute(db);
  return rows[0]?.held === true;
}

/** Of a list, the tree that says so. */
export function treeOf({ id, kind, tree }: Judgeable): Tree {
  return kind === 'live' && tree ? tree : { match: 'all', items: [{ source: 'picked', segmentId: id }] };
}

/**
 * For a question about few contacts: sources look each of them up. As a subquery the ids are no constants to the planner,
 * which else weighs each of a thousand against the statistics of each month: 56 ms, and 5 ms so.
 */
export function aboutFew(ids: string[], at: Date): Asked {
  return { at, few: true, among: (column) => sql`${sql.raw(column)} = any((select ${ids}::uuid[])::uuid[])` };
}

export function aboutAll(at: Date): Asked {
  return { at, few: false, among: () => sql`true` };
}

/**
 * Judging everybody: joins by hash. How many contacts did something three times, no statistics know; a planner that
 * guesses one runs the grouped scan of another condition once per contact: 12 s where hashing takes 0.6 s.
 */
export async function inBulk<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(db);
  const done = await work();
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(db);
  return done;
}

/**
 * Judges these contacts anew, in one statement: who is in it now comes in, who is not goes, and when the clock may change
 * that is put down. Ids that are no contacts (any more) go without a word. Answers who came and who went.
 */
export async function judge(
  db: Db,
  segment: Judgeable,
  understood: UnderstoodTree,
  ids: string[],
  { at, who = system }: { at: Date; who?: Actor },
): Promise<string[]> {
  const { id } = segment;
  const { rows } = await sql<Move>`
    with judged as materialized (${selectJudged(understood, aboutFew(ids, at))}),
    came as (
      insert into audience.segment_members (contact_id, segment_id, entered_at)
      select contact_id, ${id}::uuid, ${at}::timestamptz from judged where inside
      on conflict do nothing returning contact_id
    ), went as (
      delete from audience.segment_members as m
      where m.segment_id = ${id}::uuid and m.contact_id = any(${ids}::uuid[])
        and not exists (select from judged as j where j.contact_id = m.contact_id and j.inside)
      returning contact_id
    ), settled as (
      delete from audience.segment_dues as d
      where d.segment_id = ${id}::uuid and d.contact_id = any(${ids}::uuid[])
        and not exists (select from judged as j where j.contact_id = d.contact_id and j.due_at is not null)
    ), due as (
      insert into audience.segment_dues as d (segment_id, contact_id, due_at)
      select ${id}::uuid, contact_id, due_at from judged where due_at is not null
      on conflict (segment_id, contact_id) do update set due_at = excluded.due_at where d.due_at <> excluded.due_at
    )
    select contact_id, true as entered, true as present from came
    union all
    select contact_id, false, exists (select from audience.contacts as c where c.id = went.contact_id) from went
  `.execute(db);
  await noteMoves(db, segment, rows, { at, who });
  return rows.map(({ contact_id: contactId }) => contactId);
}

type Move = { contact_id: string; entered: boolean; present: boolean };

async function noteMoves(
  db: Db,
  { id, name }: Judgeable,
  moves: Move[],
  { at, who }: { at: Date; who: Actor },
): Promise<void> {
  if (moves.length === 0) return;
  const told = moves.filter(({ present }) => present);
  const came = moves.filter(({ entered }) => entered).length;
  const went = moves.length - came;
  await sql`
    with counted as (
      update audience.segments set member_count = member_count + ${came - went} where id = ${id}::uuid
    ), day as (
      insert into audience.segment_days as d (segment_id, day, entered, gone)
      values (${id}::uuid, (${at}::timestamptz at time zone 'UTC')::date, ${came}, ${went})
      on conflict (segment_id, day) do update
        set entered = d.entered + excluded.entered, gone = d.gone + excluded.gone
    )
    insert into audience.segment_moves (contact_id, id, segment_id, entered, moved_at)
    select contact_id, gen_random_uuid(), ${id}::uuid, entered, ${at}::timestamptz
    from unnest(${told.map((each) => each.contact_id)}::uuid[], ${told.map(({ entered }) => entered)}::boolean[])
      as m (contact_id, entered)`.execute(db);
  const payload = { segmentId: id, name };
  await emit(
    db,
    who,
    told.map(({ contact_id: contactId, entered }) => {
      const subject = { kind: 'contact', id: contactId };
      return { name: entered ? 'segment.entered' : 'segment.left', subject, payload } as const;
    }),
  );
}
