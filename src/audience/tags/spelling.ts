import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { tagKey, unique } from './tag.ts';
import './tables.ts';

/**
 * These tags (as `normaliseTag` left them) by `tagKey` in the spelling that is known, new ones put down as they are
 * written. Two statements however many: an import asks for a whole batch at once.
 */
export async function knownTags(db: Db, who: Actor, tags: string[]): Promise<Map<string, string>> {
  const names = unique(tags);
  if (names.length === 0) return new Map();
  const keys = names.map(tagKey);
  const ids = names.map(() => newId());
  const by = who.kind === 'user' ? who.id : null;
  // In one order for everybody, so that two writers never wait for each other in a circle.
  await sql`
    insert into audience.tags (id, key, name, created_by, created_at)
    select id, key, name, ${by}::uuid, ${now()}
    from unnest(${ids}::uuid[], ${keys}::text[], ${names}::text[]) as t (id, key, name) order by key
    on conflict do nothing`.execute(db);
  const rows = await db
    .selectFrom('audience.tags')
    .select(['key', 'name'])
    .where('key', '=', sql<string>`any(${keys}::text[])`)
    .execute();
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** One record's tags in their known spelling, each once. */
export async function spellTags(db: Db, who: Actor, tags: string[]): Promise<string[]> {
  const known = await knownTags(db, who, tags);
  return unique(tags.map((tag) => known.get(tagKey(tag)) ?? tag));
}

/** How this tag is spelled, if it is known. */
export async function spellingOf(db: Db, tag: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('audience.tags')
    .select('name')
    .where('key', '=', tagKey(tag))
    .executeTakeFirst();
  return found?.name;
}
