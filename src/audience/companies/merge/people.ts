import { sql } from 'kysely';
import { now } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.ts';

type Merge = { mergeId: string; keptId: string; goneId: string };

/**
 * Who worked at the gone company works at the kept one, with the roles of both: three statements, however many people.
 * Whom it moved is remembered person by person. Their `company_name` follows (following.ts).
 */
export async function movePeople(db: Db, { mergeId, keptId, goneId }: Merge): Promise<void> {
  await sql`
    with held as materialized (
      -- In the order in which everybody locks, so that two never wait for each other in a circle.
      select id from audience.contacts where company_id = ${goneId} order by id for no key update
    ), moved as (
      update audience.contacts as c set company_id = ${keptId}, updated_at = ${now()} from held where c.id = held.id
      returning c.id
    ), theirs as (
      select coalesce(m.id, p.contact_id) as contact_id, m.id is not null as works, p.roles, p.since
      from moved as m
      full join (select * from audience.company_people where company_id = ${goneId}) as p on p.contact_id = m.id
    )
    insert into audience.company_merge_people (merge_id, contact_id, works, roles, since, added)
    select ${mergeId}::uuid, t.contact_id, t.works, t.roles, t.since,
      case when t.roles is null then '{}' when k.contact_id is null then array_append(t.roles, '')
        else array(select role from unnest(t.roles) as role where role <> all(k.roles)) end
    from theirs as t
    left join audience.company_people as k on k.company_id = ${keptId} and k.contact_id = t.contact_id`.execute(
    db,
  );
  await sql`
    insert into audience.company_people as p (company_id, contact_id, roles, since)
    select ${keptId}::uuid, contact_id, roles, since from audience.company_people
    where company_id = ${goneId} order by contact_id
    on conflict (company_id, contact_id) do update set
      roles = p.roles || array(select role from unnest(excluded.roles) as role where role <> all(p.roles))`.execute(
    db,
  );
  await sql`delete from audience.company_people where company_id = ${goneId}`.execute(db);
}

/**
 * Whom the merge moved and who still is at the kept company goes back, once the row of the gone one is there again. Who
 * came by a later merge as well, and a role that a later one brought, too, are from then on that one's.
 */
export async function movePeopleBack(db: Db, merge: Merge): Promise<void> {
  const { mergeId, keptId, goneId } = merge;
  const later = sql`(select id from audience.company_merges
    where company_id = ${keptId} and id > ${mergeId} and unmerged_at is null)`;
  await sql`
    with held as materialized (
      select c.id from audience.company_merge_people as m join audience.contacts as c on c.id = m.contact_id
      where m.merge_id = ${mergeId} and m.works and c.company_id = ${keptId}
        and not exists (select from audience.company_merge_people as l
          where l.contact_id = c.id and l.works and l.merge_id in ${later})
      order by c.id for no key update of c
    )
    update audience.contacts as c set company_id = ${goneId}, updated_at = ${now()} from held where c.id = held.id`.execute(
    db,
  );
  await sql`
    with mine as (
      select contact_id, unnest(added) as role from audience.company_merge_people where merge_id = ${mergeId}
    ), heirs as (
      select distinct on (mine.contact_id, mine.role) mine.contact_id, mine.role, l.merge_id
      from mine join audience.company_merge_people as l
        on l.contact_id = mine.contact_id and mine.role = any(array_append(l.roles, ''))
      where l.roles is not null and l.merge_id in ${later} order by mine.contact_id, mine.role, l.merge_id
    ), inherited as (
      update audience.company_merge_people as l set added = l.added || h.roles
      from (select merge_id, contact_id, array_agg(role) as roles from heirs group by 1, 2) as h
      where l.merge_id = h.merge_id and l.contact_id = h.contact_id
    ), dropped as (
      select contact_id, array_agg(role) as roles from mine
      where not exists (select from heirs as h where h.contact_id = mine.contact_id and h.role = mine.role)
      group by 1
    )
    update audience.company_people as p
    set roles = array(select role from unnest(p.roles) with ordinality as r (role, place)
      where role <> all(d.roles) order by place)
    from dropped as d where p.company_id = ${keptId} and p.contact_id = d.contact_id`.execute(db);
  await sql`
    delete from audience.company_people as p using audience.company_merge_people as m
    where p.company_id = ${keptId} and p.roles = '{}' and m.merge_id = ${mergeId} and m.contact_id = p.contact_id
      and '' = any(m.added) and not exists (select from audience.company_merge_people as l
        where l.contact_id = p.contact_id and l.roles is not null and l.merge_id in ${later})`.execute(db);
  await sql`
    with theirs as (delete from audience.company_merge_people where merge_id = ${mergeId} returning *)
    insert into audience.company_people (company_id, contact_id, roles, since)
    select ${goneId}::uuid, contact_id, roles, since from theirs where roles is not null`.execute(db);
}
