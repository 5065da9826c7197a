import type pg from 'pg';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { loadWorld } from './load.ts';
import { beginWorld } from './worlds.ts';

/** A fixed end, so that every run sees the same company. */
export const until = new Date('2026-11-24T09:38:00Z');

/** A small sample in a database of its own: COPY needs a pool, and commits. */
export async function loadSmall(
  place: { db: Db; pool: pg.Pool },
  contacts = 300,
  { seed = 3, end = until } = {},
): Promise<void> {
  await loadWorld(place, system, await beginWorld(place.db, system, { seed, contacts, end }));
}
