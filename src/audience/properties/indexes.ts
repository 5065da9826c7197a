import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { Log } from '../../platform/log.ts';
import './events.ts';
import { indexedBy } from './fields.ts';
import { findProperty, type Property } from './properties.ts';

/** Somebody wants long lists by this property to be fast: the index is made in the background. */
export async function wantIndex(db: Db, who: Actor, id: string): Promise<Property> {
  return setWanted(db, who, id, now());
}

export async function dropIndex(db: Db, who: Actor, id: string): Promise<Property> {
  return setWanted(db, who, id, null);
}

async function setWanted(db: Db, who: Actor, id: string, at: Date | null): Promise<Property> {
  return transaction(db, async (trx) => {
    const { indexWantedAt, label, recordKind } = await findProperty(trx, id);
    if ((indexWantedAt === null) !== (at === null)) {
      await trx
        .updateTable('audience.properties')
        .set({ index_wanted_at: at })
        .where('id', '=', id)
        .execute();
      await enqueue(trx, 'audience.keepIndexes', {}, { queue: 'audience.indexes', key: 'audience.indexes' });
      const changes = { fastInLongLists: { from: at === null, to: at !== null } };
      const subject = { kind: 'property', id };
      await emit(trx, who, [{ name: 'property.changed', subject, payload: { label, recordKind }, changes }]);
    }
    return findProperty(trx, id);
  });
}

/**
 * Makes the indexes that are wanted and takes away those that are not. What counts is what stands in the catalogue: so
 * it also mends what a killed run or a restored backup left behind. `concurrently`: nobody who writes has to wait.
 */
export async function keepIndexes(db: Db, log: Pick<Log, 'info'>): Promise<void> {
  for (const { id, name, table, wanted, exists, valid, ...property } of await states(db)) {
    if (wanted && !valid) {
      await sql`drop index concurrently if exists ${sql.id('audience', name)}`.execute(db);
      await sql`create index concurrently ${sql.id(name)} on ${sql.table(table)} ${sql.raw(indexedBy(property))}
        where deleted_at is null`.execute(db);
      // The expression has statistics of its own, without which the planner guesses.
      await sql`analyze ${sql.table(table)}`.execute(db);
      log.info({ property: property.key }, 'made the index of a property');
    }
    if (!wanted && exists)
      await sql`drop index concurrently if exists ${sql.id('audience', name)}`.execute(db);
    await mark(db, id, wanted);
  }
}

type State = Pick<Property, 'id' | 'key' | 'type'> & {
  name: string;
  table: string;
  wanted: boolean;
  exists: boolean;
  valid: boolean;
};

async function states(db: Db): Promise<State[]> {
  const { rows } = await sql<State>`
    select p.id, p.key, p.type, n.name, n.table_name as "table", p.index_wanted_at is not null as wanted,
      i.indexrelid is not null as exists, coalesce(i.indisvalid, false) as valid
    from audience.properties as p
    cross join lateral (
      select case p.record_kind when 'contact' then 'contacts' else 'companies' end || '_property_' || p.key as name,
        case p.record_kind when 'contact' then 'audience.contacts' else 'audience.companies' end as table_name
    ) as n
    left join pg_index as i on i.indexrelid = to_regclass('audience.' || quote_ident(n.name))
    order by p.id`.execute(db);
  return rows;
}

async function mark(db: Db, id: string, wanted: boolean): Promise<void> {
  await sql`
    update audience.properties set indexed_at = ${wanted ? now() : null}
    where id = ${id} and (indexed_at is not null) <> ${wanted}`.execute(db);
}
