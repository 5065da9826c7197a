import { sql, type RawBuilder } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactRow } from './contact-row.ts';
import { references } from './rows.ts';
import { tagHolding } from './taking-out.ts';

type Identity = { kind: string; value: string; created_at: string };
type Roles = { company_id: string; roles: string[]; since: string };
type Clash = { contact_id: string; other_id: string; kind: string; value: string };

/** What hung on the gone contact, as it was. Moments as the database writes them. */
export type Moved = {
  identities: Identity[];
  redirects: { old_id: string; made_at: string }[];
  stage_moves: string[];
  /** The move that was written because the last one of both did not lead to the stage that was chosen. */
  settled_by?: string;
  roles: Roles[];
  clashes: (Clash & Record<string, unknown>)[];
  /** The clashes with third people, as they were written anew for the kept one. */
  clashes_made: Clash[];
};

/** Everything of this room that hangs on `goneId` hangs on `keptId` from now on. Call before the row goes. */
export async function moveAll(db: Db, goneId: string, keptId: string): Promise<Moved> {
  const identities = await sql<Identity>`
    update audience.identities set contact_id = ${keptId} where contact_id = ${goneId}
    returning kind, value, to_jsonb(created_at) as created_at`.execute(db);
  const redirects = await sql<Moved['redirects'][number]>`
    update audience.redirects set contact_id = ${keptId} where contact_id = ${goneId}
    returning old_id, to_jsonb(made_at) as made_at`.execute(db);
  await sql`insert into audience.redirects (old_id, contact_id, made_at) values (${goneId}, ${keptId}, ${now()})`.execute(
    db,
  );
  const moves = await sql<{ id: string }>`
    update audience.stage_moves set contact_id = ${keptId} where contact_id = ${goneId} returning id`.execute(
    db,
  );
  return {
    identities: identities.rows,
    redirects: redirects.rows,
    stage_moves: moves.rows.map(({ id }) => id),
    roles: await moveRoles(db, goneId, keptId),
    ...(await moveClashes(db, goneId, keptId)),
  };
}

/** And back, as far as it still leads to the kept one. Answers the identities that somebody else has by now. */
export async function moveBack(db: Db, goneId: string, keptId: string, moved: Moved): Promise<Identity[]> {
  const identities = listOf(moved.identities, sql`kind text, value text, created_at timestamptz`);
  await sql`
    update audience.identities as i set contact_id = ${goneId} from ${identities} as r
    where i.kind = r.kind and i.value = r.value and i.contact_id = ${keptId}`.execute(db);
  await sql`
    insert into audience.identities (kind, value, contact_id, created_at)
    select kind, value, ${goneId}, created_at from ${identities} as r order by kind, value
    on conflict do nothing`.execute(db);
  await sql`delete from audience.redirects where old_id = ${goneId}`.execute(db);
  await sql`
    update audience.redirects as d set contact_id = ${goneId}
    from ${listOf(moved.redirects, sql`old_id uuid`)} as r
    where d.old_id = r.old_id and d.contact_id = ${keptId}`.execute(db);
  await sql`
    update audience.stage_moves set contact_id = ${goneId}
    where contact_id = ${keptId} and id = any(${moved.stage_moves}::uuid[])`.execute(db);
  await sql`
    insert into audience.company_people (company_id, contact_id, roles, since)
    select distinct on (c.id) c.id, ${goneId}::uuid, r.roles, r.since
    from ${listOf(moved.roles, sql`company_id uuid, roles text[], since timestamptz`)} as r
    join audience.companies as c on c.id = ${references.company('company_id')} order by c.id, r.since`.execute(
    db,
  );
  await moveClashesBack(db, moved);
  const { rows } = await sql<Identity>`
    select i.kind, i.value, to_jsonb(i.created_at) as created_at
    from ${identities} as r join audience.identities as i on i.kind = r.kind and i.value = r.value
    where i.contact_id <> ${goneId}`.execute(db);
  return rows;
}

/** What somebody has that others may have, too: the kept one gets those it lacks. */
export function holdings({ tags }: Pick<ContactRow, 'tags'>, roles: readonly Roles[]): string[] {
  return [
    ...tags.map(tagHolding),
    ...roles.map(({ company_id: company }) => `company ${company}`),
    ...roles.flatMap(({ company_id: company, roles: names }) =>
      names.map((role) => `role ${company} ${role}`),
    ),
  ];
}

export async function rolesOf(db: Db, contactId: string): Promise<Roles[]> {
  const { rows } = await sql<Roles>`
    select company_id, roles, to_jsonb(since) as since from audience.company_people
    where contact_id = ${contactId} order by company_id`.execute(db);
  return rows;
}

/** Takes away what was only there because of a merge; a company stays while the person has another role in it. */
export async function dropHoldings(db: Db, contactId: string, added: readonly string[]): Promise<void> {
  const parts = added.map((each) => each.split(' '));
  const roles = parts.filter(([kind]) => kind === 'role');
  await sql`
    update audience.company_people as p
    set roles = array(select role from unnest(p.roles) as role where role <> all(r.names))
    from (select company_id, array_agg(name) as names
      from unnest(${roles.map(([, company]) => company)}::uuid[], ${roles.map(([, , ...role]) => role.join(' '))}::text[])
        as u (company_id, name) group by 1) as r
    where p.contact_id = ${contactId} and p.company_id = r.company_id`.execute(db);
  const companies = parts.filter(([kind]) => kind === 'company').map(([, company]) => company);
  await sql`
    delete from audience.company_people
    where contact_id = ${contactId} and company_id = any(${companies}::uuid[]) and roles = '{}'`.execute(db);
}

async function moveRoles(db: Db, goneId: string, keptId: string): Promise<Roles[]> {
  const roles = await rolesOf(db, goneId);
  if (roles.length === 0) return roles;
  await sql`
    insert into audience.company_people as p (company_id, contact_id, roles, since)
    select company_id, ${keptId}, roles, since from audience.company_people where contact_id = ${goneId}
    on conflict (company_id, contact_id) do update set
      roles = p.roles || array(select role from unnest(excluded.roles) as role where role <> all(p.roles))`.execute(
    db,
  );
  await sql`delete from audience.company_people where contact_id = ${goneId}`.execute(db);
  return roles;
}

/** That the two met on one identity is settled; that one of them met a third, the kept one inherits. */
async function moveClashes(
  db: Db,
  goneId: string,
  keptId: string,
): Promise<Pick<Moved, 'clashes' | 'clashes_made'>> {
  const taken = await sql<{ row: Moved['clashes'][number] }>`
    delete from audience.identity_conflicts as c where contact_id = ${goneId} or other_id = ${goneId}
    returning to_jsonb(c) as row`.execute(db);
  const clashes = taken.rows.map(({ row }) => row);
  const anew = (id: string) => (id === goneId ? keptId : id);
  const others = clashes
    .map((clash) => ({ ...clash, contact_id: anew(clash.contact_id), other_id: anew(clash.other_id) }))
    .filter((clash) => clash.contact_id !== clash.other_id);
  const made = await sql<Clash>`
    insert into audience.identity_conflicts
    select * from jsonb_populate_recordset(null::audience.identity_conflicts, ${JSON.stringify(others)}::jsonb)
    on conflict do nothing returning contact_id, other_id, kind, value`.execute(db);
  return { clashes, clashes_made: made.rows };
}

async function moveClashesBack(db: Db, { clashes, clashes_made: made }: Moved): Promise<void> {
  await sql`
    delete from audience.identity_conflicts as c
    using ${listOf(made, sql`contact_id uuid, other_id uuid, kind text, value text`)} as r
    where (c.contact_id, c.other_id, c.kind, c.value) = (r.contact_id, r.other_id, r.kind, r.value)`.execute(
    db,
  );
  await sql`
    insert into audience.identity_conflicts
    select r.* from jsonb_populate_recordset(null::audience.identity_conflicts, ${JSON.stringify(clashes)}::jsonb) as r
    join audience.contacts as one on one.id = r.contact_id join audience.contacts as other on other.id = r.other_id
    on conflict do nothing`.execute(db);
}

/** JSON rows as a table: one parameter, however many. */
function listOf(rows: readonly object[], columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (${columns}))`;
}
