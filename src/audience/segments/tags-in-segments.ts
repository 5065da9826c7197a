import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import type { Listeners } from '../../platform/listeners.ts';
import { renameInViews } from '../../workspace/workspace.ts';
import { holdMembership } from './judging.ts';
import { rebuild } from './segments.ts';
import { isGroup, type Item, type Tree } from './tree.ts';

/** What segments and saved views ask of a tag goes by its name: it changes with the tag, and a tag that segments ask for stays. */
export const tagListeners: Listeners = {
  async 'tags.renamed'(db, who, { from, to }) {
    await renameInViews(db, 'tags', from, to);
    const asking = await segmentsAskingFor(db, from, 'archived ones, too');
    if (asking.length === 0) return;
    await holdMembership(db);
    for (const segment of asking) {
      const tree = JSON.stringify(renamed(segment.tree, from, to));
      await db.updateTable('audience.segments').set({ tree }).where('id', '=', segment.id).execute();
      if (!segment.archived) await rebuild(db, who, segment);
    }
  },
  async 'tags.deleting'(db, _who, { name }) {
    const asking = await segmentsAskingFor(db, name);
    if (asking.length === 0) return;
    const names = asking.map((segment) => `“${segment.name}”`).join(' and ');
    throw new Conflict(`The tag “${name}” is asked for by the segment ${names}. Change that first.`);
  },
};

type Asking = { id: string; name: string; version: number; tree: Tree; archived: boolean };

async function segmentsAskingFor(db: Db, tag: string, which?: 'archived ones, too'): Promise<Asking[]> {
  const { rows } = await sql<Asking>`
    select id, name, version, tree, archived_at is not null as archived from audience.segments
    where (archived_at is null or ${which !== undefined}::boolean) and tree is not null and strpos(tree::text, ${JSON.stringify(tag)}) > 0
    order by id for update`.execute(db);
  return rows.filter(({ tree }) => JSON.stringify(tree) !== JSON.stringify(renamed(tree, tag, `${tag} `)));
}

function renamed<Part extends Item>(item: Part, from: string, to: string): Part {
  if (isGroup(item)) return { ...item, items: item.items.map((each) => renamed(each, from, to)) };
  if (item['field'] !== 'tags') return item;
  const value: unknown = item['value'];
  const rename = (each: unknown) => (each === from ? to : each);
  return { ...item, value: Array.isArray(value) ? [...new Set(value.map(rename))] : rename(value) };
}
