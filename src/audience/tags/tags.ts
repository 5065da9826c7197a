import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { tell } from '../../platform/listeners.ts';
import { startOperation } from '../../platform/operations.ts';
import { countsOf, type TagCount } from './counts.ts';
import './events.ts';
import { replaceTag } from './replacing.ts';
import { tagKey } from './tag.ts';
import './tables.ts';

export type Tag = { id: string; name: string };
export type CountedTag = Tag & { contacts: TagCount; companies: TagCount };

const SUGGESTED = 20;

/** A page of tags by name, with how many records have each. */
export async function listTags(
  db: Db,
  { q = '', after, limit }: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ items: CountedTag[]; next: string | null }> {
  const rows = await matching(db, q)
    .$if(after !== undefined, (query) => query.where('key', '>', after ?? ''))
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const counts = await countsOf(
    db,
    page.map(({ name }) => name),
  );
  const none = { count: 0, exact: true };
  return {
    items: page.map(({ id, name }) => ({
      id,
      name,
      ...(counts.get(name) ?? { contacts: none, companies: none }),
    })),
    next: rows.length > limit ? (page.at(-1)?.key ?? null) : null,
  };
}

/** Tags that begin with, then those that contain, what is typed; never more than a list one can read. */
export async function suggestTags(db: Db, q = '', limit = SUGGESTED): Promise<Tag[]> {
  return matching(db, q)
    .select(['id', 'name'])
    .orderBy(sql`starts_with(key, ${tagKey(q.trim())})`, 'desc')
    .orderBy('key')
    .limit(limit)
    .execute();
}

type TagChanged = { operationId: string | null };

/** Everywhere: on every contact and company. `merge` says that a tag of that name may be there already. */
export async function renameTag(
  db: Db,
  who: Actor,
  id: string,
  { name, merge = false }: { name: string; merge?: boolean | undefined },
): Promise<TagChanged> {
  return transaction(db, async (trx) => {
    const tag = await lockTag(trx, id);
    if (tag.name === name) return { operationId: null };
    const other = await trx
      .selectFrom('audience.tags')
      .select(['id', 'name'])
      .where('key', '=', tagKey(name))
      .where('id', '<>', id)
      .executeTakeFirst();
    if (other && !merge) throw taken(other);
    if (other) await trx.deleteFrom('audience.tags').where('id', '=', id).execute();
    else
      await trx
        .updateTable('audience.tags')
        .set({ name, key: tagKey(name) })
        .where('id', '=', id)
        .execute();
    const to = other?.name ?? name;
    await emit(trx, who, [
      {
        name: other ? 'tag.merged' : 'tag.renamed',
        subject: { kind: 'tag', id: other?.id ?? id },
        payload: { from: tag.name, to },
        changes: { name: { from: tag.name, to } },
      },
    ]);
    const changed = await carryOut(trx, who, tag.name, to);
    await tell(trx, who, 'tags.renamed', { from: tag.name, to });
    return changed;
  });
}

/** From every contact and company, for good. Refused while a segment asks for it. */
export async function deleteTag(db: Db, who: Actor, id: string): Promise<TagChanged> {
  return transaction(db, async (trx) => {
    const { name } = await lockTag(trx, id);
    await tell(trx, who, 'tags.deleting', { name });
    await trx.deleteFrom('audience.tags').where('id', '=', id).execute();
    await emit(trx, who, [
      {
        name: 'tag.deleted',
        subject: { kind: 'tag', id },
        payload: { from: name },
        changes: { name: { from: name, to: null } },
      },
    ]);
    return carryOut(trx, who, name, null);
  });
}

/** At once while they are few; the rest goes on in the background. */
async function carryOut(db: Db, who: Actor, from: string, to: string | null): Promise<TagChanged> {
  const { more } = await replaceTag(db, who, from, to);
  if (!more) return { operationId: null };
  const title = to === null ? `Removing the tag “${from}”` : `Renaming the tag “${from}” to “${to}”`;
  const payload = { from, to };
  const operationId = await startOperation(db, who, {
    kind: 'tags.change',
    title,
    job: 'audience.replaceTag',
    payload,
    unit: 'records',
  });
  return { operationId };
}

function matching(db: Db, q: string) {
  const pattern = `%${tagKey(q.trim()).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return db.selectFrom('audience.tags').select(['id', 'key', 'name']).where('key', 'like', pattern);
}

async function lockTag(db: Db, id: string): Promise<Tag> {
  const tag = await db
    .selectFrom('audience.tags')
    .select(['id', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!tag) throw new NotFound('There is no such tag any more.');
  return tag;
}

function taken(other: Tag): Conflict {
  const message = `There is a tag “${other.name}” already. Merge the two, or choose another name.`;
  return new Conflict(message, { tag: other, errors: [{ field: 'name', message }] });
}
