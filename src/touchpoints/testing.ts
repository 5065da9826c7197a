import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { now } from '../platform/clock.ts';
import { newWriteKey, type Source, type SourceKind } from './source.ts';
import type { NewTouchpoint } from './touchpoint.ts';
import './tables.ts';

export { newWriteKey } from './source.ts';
export { storableText, touchpointId } from './touchpoint.ts';

/** A source with its write key, in an id space of its own, so that tests share no people. */
export async function makeSource(db: Db, kind: SourceKind = 'segment'): Promise<Source & { key: string }> {
  const { key, start, hash } = newWriteKey();
  const id = newId();
  const row = { id, kind, name: `A ${kind} source`, id_space: id, created_at: now() };
  await db
    .insertInto('touchpoints.sources')
    .values({ ...row, key_hash: hash, key_start: start })
    .execute();
  return { id, kind, name: row.name, idSpace: id, key };
}

/** A page view of a browser at noon, unless said otherwise. */
export function pageView(fields: Partial<NewTouchpoint> & { at?: string } = {}): NewTouchpoint {
  const { at = '2026-11-20T12:00:00Z', ...rest } = fields;
  return {
    messageId: newId(),
    person: { anonymousId: 'browser-1' },
    occurredAt: new Date(at),
    kind: 'page_view',
    channel: 'search',
    ...rest,
  };
}

/** The touchpoints of a source as they are stored, oldest first. */
export function storedOf(db: Db, source: { id: string }) {
  return db
    .selectFrom('touchpoints.touchpoints')
    .selectAll()
    .where('source_id', '=', source.id)
    .orderBy('occurred_at')
    .orderBy('id')
    .execute();
}

export async function countsOf(db: Db, source: { id: string }) {
  const rows = await db
    .selectFrom('touchpoints.source_days')
    .select(['seen', 'stored', 'duplicate', 'skipped', 'bot'])
    .where('source_id', '=', source.id)
    .execute();
  const total = { seen: 0, stored: 0, duplicate: 0, skipped: 0, bot: 0 };
  for (const row of rows)
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += row[name];
  return total;
}
