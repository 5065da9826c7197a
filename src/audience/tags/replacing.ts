import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { tell } from '../../platform/listeners.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';

const RECORDS_PER_BATCH = 1_000;

export type ReplacingJob = { operationId: string; from: string; to: string | null };

/** The work behind a tag that is renamed, merged or deleted on many records. */
export async function runReplacing({ from, to }: ReplacingJob, run: OperationRun): Promise<Outcome> {
  let { done } = run;
  let more = true;
  while (more && !(await run.isCancelled())) {
    const before = done;
    more = await transaction(run.db, async (trx) => {
      const batch = await replaceTag(trx, run.who, from, to);
      done = before + batch.changed;
      await run.advance(trx, { done });
      return batch.more;
    });
  }
  return { result: { count: done }, resultPath: '/settings/tags' };
}

/**
 * The next records that have the tag have the other one instead, or none. When they were last changed stays as it was:
 * what is known of them is the same. Call it in a transaction.
 */
export async function replaceTag(
  db: Db,
  who: Actor,
  from: string,
  to: string | null,
): Promise<{ changed: number; more: boolean }> {
  const ids = await replaceIn(db, 'audience.contacts', from, to);
  if (ids.length > 0) await tell(db, who, 'contacts.changed', { ids, fields: ['tags'] });
  const companies = await replaceIn(db, 'audience.companies', from, to);
  return {
    changed: ids.length + companies.length,
    more: [ids, companies].some(({ length }) => length >= RECORDS_PER_BATCH),
  };
}

async function replaceIn(db: Db, table: string, from: string, to: string | null): Promise<string[]> {
  const of = sql.table(table);
  const has = sql`tags @> array[${from}::text]`;
  // Two ranges of two indexes: the deleted ones may come back, too.
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select id from (
        (select id from ${of} where ${has} and deleted_at is null limit ${RECORDS_PER_BATCH})
        union all
        (select id from ${of} where ${has} and deleted_at is not null limit ${RECORDS_PER_BATCH})
      ) as either limit ${RECORDS_PER_BATCH}),
    locked as (
      -- In the order in which everybody locks, so that two never wait for each other in a circle.
      select id from ${of} where id in (select id from chosen) order by id for no key update)
    update ${of} as r set tags = ${replaced(from, to)} from locked where r.id = locked.id
    returning r.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Each tag once, where it stood first. */
function replaced(from: string, to: string | null): RawBuilder<unknown> {
  if (to === null) return sql`array_remove(r.tags, ${from}::text)`;
  return sql`array(
    select tag from unnest(array_replace(r.tags, ${from}::text, ${to}::text)) with ordinality as t (tag, place)
    group by tag order by min(place))`;
}
