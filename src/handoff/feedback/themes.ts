import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import type { NewTheme, WholeTheme } from './contract.ts';
import './events.ts';
import { lockTheme } from './held-theme.ts';
import './tables.ts';
import { findTheme } from './theme-reading.ts';

/** Somebody sees that many say the same. What stood in another theme leaves it: so a theme is split. */
export async function makeTheme(db: Db, who: Actor, { name, itemIds = [] }: NewTheme): Promise<WholeTheme> {
  return transaction(db, async (trx) => {
    const id = newId();
    await trx
      .insertInto('handoff.themes')
      .values({
        id,
        name,
        made_by: who.kind === 'user' ? who.id : null,
        made_by_name: who.name,
        made_at: now(),
        updated_at: now(),
        merged_into: null,
        merged_at: null,
      })
      .execute();
    const items = await putInto(trx, who, id, itemIds);
    await emit(trx, who, [{ name: 'theme.made', subject: { kind: 'theme', id }, payload: { name, items } }]);
    return findTheme(trx, id);
  });
}

export async function renameTheme(db: Db, who: Actor, id: string, name: string): Promise<WholeTheme> {
  return transaction(db, async (trx) => {
    const before = await lockTheme(trx, id);
    const changes = changesBetween({ name: before.name }, { name });
    if (Object.keys(changes).length > 0) {
      await trx.updateTable('handoff.themes').set({ name, updated_at: now() }).where('id', '=', id).execute();
      await emit(trx, who, [
        { name: 'theme.renamed', subject: { kind: 'theme', id }, payload: { name }, changes },
      ]);
    }
    return findTheme(trx, id);
  });
}

/** All of it moves to the other: what was said, and what came of it. Its old address leads there. */
export async function mergeTheme(db: Db, who: Actor, id: string, into: string): Promise<WholeTheme> {
  if (id === into) throw invalidField('into', 'Choose another theme.');
  return transaction(db, async (trx) => {
    // In one order for everybody, so that two merges never wait for each other in a circle.
    const locked = new Map<string, { name: string }>();
    for (const each of [id, into].toSorted()) locked.set(each, await lockTheme(trx, each));
    await trx.updateTable('handoff.theme_items').set({ theme_id: into }).where('theme_id', '=', id).execute();
    await trx.updateTable('handoff.follow_ups').set({ theme_id: into }).where('theme_id', '=', id).execute();
    await trx
      .updateTable('handoff.themes')
      .set({ merged_into: into, merged_at: now() })
      .where((is) => is.or([is('id', '=', id), is('merged_into', '=', id)]))
      .execute();
    const payload = { name: locked.get(id)?.name ?? '', into: locked.get(into)?.name ?? '' };
    await emit(trx, who, [{ name: 'theme.merged', subject: { kind: 'theme', id }, payload }]);
    return findTheme(trx, into);
  });
}

export async function addToTheme(db: Db, who: Actor, id: string, itemIds: string[]): Promise<WholeTheme> {
  return transaction(db, async (trx) => {
    const { name } = await lockTheme(trx, id);
    const items = await putInto(trx, who, id, itemIds);
    await emit(trx, who, [
      { name: 'theme.filled', subject: { kind: 'theme', id }, payload: { name, items } },
    ]);
    return findTheme(trx, id);
  });
}

export async function takeOut(db: Db, who: Actor, id: string, itemId: string): Promise<WholeTheme> {
  return transaction(db, async (trx) => {
    const { name } = await lockTheme(trx, id);
    const { numDeletedRows } = await trx
      .deleteFrom('handoff.theme_items')
      .where('theme_id', '=', id)
      .where('id', '=', itemId)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new NotFound('This does not stand in the theme any more.');
    await emit(trx, who, [{ name: 'theme.lightened', subject: { kind: 'theme', id }, payload: { name } }]);
    return findTheme(trx, id);
  });
}

/** Answers how many were put there. What is neither a note nor a judged hand-off is refused, not passed over. */
async function putInto(db: Db, who: Actor, themeId: string, itemIds: string[]): Promise<number> {
  const ids = [...new Set(itemIds)];
  if (ids.length === 0) return 0;
  const { rows } = await sql<{ id: string }>`
    insert into handoff.theme_items (theme_id, note_id, handoff_id, said_at, added_by, added_at)
    select ${themeId}::uuid, s.note_id, s.handoff_id, s.said_at, ${who.kind === 'user' ? who.id : null}::uuid, ${now()}::timestamptz
    from (
      select id as note_id, null::uuid as handoff_id, noted_at as said_at from handoff.field_notes where id = any(${ids}::uuid[])
      union all
      select null, id, verdict_at from handoff.handoffs where id = any(${ids}::uuid[]) and verdict is not null) as s
    on conflict (id) do update set theme_id = excluded.theme_id, added_by = excluded.added_by, added_at = excluded.added_at
    returning id`.execute(db);
  if (rows.length < ids.length)
    throw new NotFound('Some of these are neither a field note nor a lead with a verdict.');
  return rows.length;
}
