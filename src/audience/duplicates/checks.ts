import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { duplicatesQueue } from './jobs.ts';

/** While somebody asked this recently, a job is on its way that will see what is asked now, too. */
const ON_ITS_WAY_MS = 2_000;
/** What changes together is compared together. */
const GATHER_MS = 500;

/**
 * Asks for these contacts to be compared with the others, in the transaction that changed them. A row each, and a job
 * every other second however much changes; no lock that two writers would wait for. Visitors nobody can name are
 * left out; of deleted ones the traces go.
 */
export async function askForChecks(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const at = now();
  const recently = new Date(at.getTime() - ON_ITS_WAY_MS);
  const { rows } = await sql<{ needed: boolean }>`
    with asked as (
      insert into audience.duplicate_checks (asked_at, contact_id)
      select ${at}, i.id from unnest(${[...new Set(ids)]}::uuid[]) as i (id)
      left join audience.contacts as c on c.id = i.id
      where c.id is null or c.name_key is not null
      order by i.id
      on conflict do nothing returning 1)
    select exists (select from asked)
      and not exists (select from audience.duplicate_checks where asked_at > ${recently}) as needed`.execute(
    db,
  );
  if (!rows[0]?.needed) return;
  const options = { queue: duplicatesQueue, runAt: new Date(at.getTime() + GATHER_MS) };
  await enqueue(db, 'audience.findDuplicates', {}, options);
}
