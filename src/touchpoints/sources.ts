import { sql, type Selectable } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import type { NewSource, ShownSource } from './contract.ts';
import './events.ts';
import { hashWriteKey, newWriteKey, type Source } from './source.ts';
import type { SourcesTable } from './tables.ts';

type Day = { seen: number; stored: number; lastSeenAt: Date | null; lagMs: number | null };

/** All of them with what came in over the last 24 hours or so: today and yesterday. */
export async function listSources(db: Db): Promise<ShownSource[]> {
  const rows = await db
    .selectFrom('touchpoints.sources as s')
    .selectAll('s')
    .select((eb) =>
      eb
        .selectFrom('touchpoints.source_days as d')
        .whereRef('d.source_id', '=', 's.id')
        .select(
          sql<Day>`jsonb_build_object(
            'seen', coalesce(sum(d.seen) filter (where d.day >= ${now()}::date - 1), 0),
            'stored', coalesce(sum(d.stored) filter (where d.day >= ${now()}::date - 1), 0),
            'lastSeenAt', max(d.last_seen_at),
            'lagMs', (array_agg(d.lag_ms order by d.last_seen_at desc))[1])`.as('day'),
        )
        .as('day'),
    )
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id')
    .limit(500)
    .execute();
  return rows.map(({ day, ...row }) => toSource(row, day));
}

/** Makes a source. Its key, in clear, is in the answer: the only time anybody sees it. */
export async function createSource(
  db: Db,
  who: Actor,
  input: NewSource,
): Promise<ShownSource & { writeKey: string }> {
  const { key, start, hash } = newWriteKey();
  return transaction(db, async (trx) => {
    const { idSpace, ...given } = input;
    const created_by = who.kind === 'user' ? who.id : null;
    const row = await trx
      .insertInto('touchpoints.sources')
      .values({
        ...given,
        id: newId(),
        id_space: idSpace,
        key_hash: hash,
        key_start: start,
        created_by,
        created_at: now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const payload = { name: row.name, kind: row.kind };
    await emit(trx, who, [{ name: 'source.created', subject: { kind: 'source', id: row.id }, payload }]);
    return { ...toSource(row, null), writeKey: key };
  });
}

/** From now on its key opens nothing; what it brought stays. */
export async function revokeSource(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const source = await trx
      .selectFrom('touchpoints.sources')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!source) throw new NotFound('There is no such source.');
    if (!source.key_hash) throw new Conflict('This source has no key that could be revoked.');
    await trx
      .updateTable('touchpoints.sources')
      .set({ revoked_at: now(), key_hash: null })
      .where('id', '=', id)
      .execute();
    const payload = { name: source.name };
    await emit(trx, who, [{ name: 'source.revoked', subject: { kind: 'source', id }, payload }]);
  });
}

export async function sourceByKey(db: Db, key: string): Promise<Source | null> {
  const row = await db
    .selectFrom('touchpoints.sources')
    .select(['id', 'kind', 'name', 'id_space as idSpace'])
    .where('key_hash', '=', hashWriteKey(key))
    .executeTakeFirst();
  return row ?? null;
}

const LONGEST_ERROR = 300;

/** What went wrong last, for the sources page. */
export async function noteError(db: Db, { id }: Pick<Source, 'id'>, error: string): Promise<void> {
  await db
    .updateTable('touchpoints.sources')
    .set({ last_error: error.slice(0, LONGEST_ERROR), last_error_at: now() })
    .where('id', '=', id)
    .execute();
}

function toSource(row: Selectable<SourcesTable>, day: Day | null): ShownSource {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    idSpace: row.id_space,
    keyStart: row.key_start,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    seen: day?.seen ?? 0,
    stored: day?.stored ?? 0,
    lastSeenAt: day?.lastSeenAt ? new Date(day.lastSeenAt) : null,
    lagMs: day?.lagMs ?? null,
    lastError: row.last_error,
    lastErrorAt: row.last_error_at,
  };
}
