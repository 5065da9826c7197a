import { sql } from 'kysely';
import { now } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.ts';

type Identity = { kind: string; value: string; created_at: string };

/** What hung on the gone company but for its people, as it was. Moments as the database writes them. */
export type Moved = {
  identities: Identity[];
  /** The names by which the kept one is recognised because of this merge. */
  names: string[];
  redirects: string[];
  subsidiaries: string[];
};

type Two = { keptId: string; goneId: string };

/** What the gone company was known by and what belonged to it is the kept one's. Call before the row goes. */
export async function moveAll(db: Db, { keptId, goneId }: Two, names: readonly string[]): Promise<Moved> {
  const identities = await sql<Identity>`
    update audience.company_identities set company_id = ${keptId} where company_id = ${goneId}
    returning kind, value, to_jsonb(created_at) as created_at`.execute(db);
  // A file or a program that goes on naming the gone one means the kept one.
  const named = await sql<{ value: string }>`
    insert into audience.company_identities (kind, value, company_id, created_at)
    select 'name', name, ${keptId}::uuid, ${now()}::timestamptz from unnest(${names}::text[]) as n (name) order by name
    on conflict do nothing returning value`.execute(db);
  const redirects = await sql<{ id: string }>`
    update audience.company_redirects set company_id = ${keptId} where company_id = ${goneId}
    returning old_company_id as id`.execute(db);
  await db
    .insertInto('audience.company_redirects')
    .values({ old_company_id: goneId, company_id: keptId, made_at: now() })
    .execute();
  const subsidiaries = await sql<{ id: string }>`
    update audience.companies set parent_id = ${keptId} where parent_id = ${goneId} and id <> ${keptId}
    returning id`.execute(db);
  return {
    identities: identities.rows,
    names: named.rows.map(({ value }) => value),
    redirects: redirects.rows.map(({ id }) => id),
    subsidiaries: subsidiaries.rows.map(({ id }) => id),
  };
}

/**
 * And back, as far as it still is the kept one's. `given` are the identities that go back. Answers those that another
 * company has by now.
 */
export async function moveBack(
  db: Db,
  { mergeId, keptId, goneId }: Two & { mergeId: string },
  moved: Moved,
  given: Identity[],
): Promise<Identity[]> {
  const identities = sql`(select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
    as t (kind text, value text, created_at timestamptz))`;
  await sql`
    delete from audience.company_identities
    where kind = 'name' and value = any(${moved.names}::text[]) and company_id = ${keptId}`.execute(db);
  await sql`
    update audience.company_identities as i set company_id = ${goneId} from ${identities} as r
    where i.kind = r.kind and i.value = r.value and i.company_id = ${keptId}`.execute(db);
  await sql`
    insert into audience.company_identities (kind, value, company_id, created_at)
    select kind, value, ${goneId}::uuid, created_at from ${identities} as r order by kind, value
    on conflict do nothing`.execute(db);
  await sql`
    update audience.company_redirects set company_id = ${goneId}
    where company_id = ${keptId} and old_company_id = any(${moved.redirects}::uuid[])`.execute(db);
  await sql`
    update audience.companies set parent_id = ${goneId}
    where parent_id = ${keptId} and id = any(${moved.subsidiaries}::uuid[])`.execute(db);
  // Those that became part of another meanwhile, or were given another parent by a merge, once that is taken back.
  await sql`
    update audience.company_merges set gone = jsonb_set(gone, '{parent_id}', to_jsonb(${goneId}::text))
    where gone_company_id = any(${moved.subsidiaries}::uuid[]) and unmerged_at is null
      and gone ->> 'parent_id' = ${keptId}`.execute(db);
  await sql`
    update audience.company_merges
    set changed = jsonb_set(changed, '{columns,parent_id,from}', to_jsonb(${goneId}::text))
    where company_id = any(${moved.subsidiaries}::uuid[]) and unmerged_at is null and id > ${mergeId}
      and changed #>> '{columns,parent_id,from}' = ${keptId}`.execute(db);
  const { rows } = await sql<Identity>`
    select i.kind, i.value, to_jsonb(i.created_at) as created_at
    from ${identities} as r join audience.company_identities as i on i.kind = r.kind and i.value = r.value
    where i.company_id <> ${goneId}`.execute(db);
  return rows;
}

/**
 * A company that is given back a parent which is part of another one by now belongs to that one; when those merges are
 * taken back, it is to belong to its parent again.
 */
export async function belongThrough(
  db: Db,
  childId: string,
  parentId: string | null | undefined,
): Promise<void> {
  if (!parentId) return;
  await sql`
    with recursive through as (
      select id, company_id from audience.company_merges
      where gone_company_id = ${parentId} and unmerged_at is null
      union
      select m.id, m.company_id
      from through as t join audience.company_merges as m on m.gone_company_id = t.company_id and m.unmerged_at is null
    )
    update audience.company_merges as m
    set moved = jsonb_set(moved, '{subsidiaries}', moved -> 'subsidiaries' || to_jsonb(${childId}::text))
    from through where m.id = through.id`.execute(db);
}
