import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { enqueue } from '../../platform/jobs.ts';
import { tell } from '../../platform/listeners.ts';
import '../events.ts';

const CONTACTS_PER_BATCH = 1_000;

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.followCompanies': { companyIds: string[]; who: Actor };
  }
}

/**
 * What these companies are has changed: the contacts who work there bear the new name, and whoever listens (segments
 * ask for the industry of somebody's company) is told of them. At once when they are few, else as a job.
 */
export async function followCompanies(db: Db, who: Actor, companyIds: string[]): Promise<void> {
  if (companyIds.length === 0) return;
  const { rows } = await sql`
    select 1 from audience.contacts
    where company_id = any(${companyIds}::uuid[]) and deleted_at is null limit ${CONTACTS_PER_BATCH + 1}`.execute(
    db,
  );
  if (rows.length === 0) return;
  if (rows.length <= CONTACTS_PER_BATCH) await followBatch(db, who, companyIds, null);
  else await enqueue(db, 'audience.followCompanies', { companyIds, who });
}

/** The work of the job: in batches, each a transaction. Begun again it finds nothing left to rename. */
export async function followInBatches(db: Db, who: Actor, companyIds: string[]): Promise<void> {
  let last: string | null = null;
  do {
    const after: string | null = last;
    last = await transaction(db, (trx) => followBatch(trx, who, companyIds, after));
  } while (last !== null);
}

type Follower = { id: string; name: string; from: string | null; to: string };

async function followBatch(
  db: Db,
  who: Actor,
  companyIds: string[],
  after: string | null,
): Promise<string | null> {
  const { rows } = await sql<Follower>`
    with held as (
      select c.id, c.name, c.company_name as "from", k.name as "to"
      from audience.contacts as c join audience.companies as k on k.id = c.company_id
      where c.company_id = any(${companyIds}::uuid[]) and c.deleted_at is null
        and (${after}::uuid is null or c.id > ${after}::uuid)
      order by c.id limit ${CONTACTS_PER_BATCH} for no key update of c
    ), renamed as (
      update audience.contacts as c set company_name = h."to", updated_at = ${now()}
      from held as h where c.id = h.id and h."from" is distinct from h."to"
    )
    select * from held order by id`.execute(db);
  const renamed = rows.filter(({ from, to }) => from !== to);
  await emit(db, who, renamed.map(toEvent));
  if (rows.length > 0) await tell(db, who, 'contacts.changed', { ids: rows.map(({ id }) => id) });
  return rows.length === CONTACTS_PER_BATCH ? (rows.at(-1)?.id ?? null) : null;
}

function toEvent({ id, name, from, to }: Follower): NewEvent {
  const changes = { companyName: { from, to } };
  return { name: 'contact.updated', subject: { kind: 'contact', id }, payload: { name }, changes };
}
