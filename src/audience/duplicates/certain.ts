import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { estimateCount } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { comparePairs } from '../merge/comparing.ts';
import type { Merge } from '../merge/contract.ts';
import { mergeContacts } from '../merge/merges.ts';
import { unmergeContacts } from '../merge/unmerges.ts';
import type { MergedBatch } from './contract.ts';
import { selectVisible } from './duplicates.ts';

const MOST_AT_ONCE = 100;
/** One in a thousand of these would be wrong. */
const CERTAIN_BITS = 10;

/**
 * Of suggestions `s`: those that may be merged without being looked at one by one. The whole name is the same, so is
 * something few others share, and nothing clearly differs but the e-mail address, of which people have several.
 */
export const isCertain = sql<boolean>`(s.weight >= ${CERTAIN_BITS}
  and s.reasons @> '[{"field": "givenName", "how": "same"}, {"field": "familyName", "how": "same"}]'
  and (s.reasons @> '[{"field": "phone", "how": "same"}]' or s.reasons @> '[{"field": "street", "how": "same"}]'
    or s.reasons @> '[{"field": "birthday", "how": "same"}]' or s.reasons @> '[{"field": "email", "how": "similar"}]')
  and not jsonb_path_exists(s.reasons, '$[*] ? (@.how == "different" && @.field != "email")'))`;

export async function countCertain(db: Db, who: Actor): Promise<{ count: number; exact: boolean }> {
  return estimateCount(db, selectCertain(db, who));
}

/** Each merge is its own, in the history and to be taken back; all of a batch can be taken back at once, too. */
export async function mergeCertain(db: Db, who: Actor): Promise<MergedBatch> {
  const batchId = newId();
  const rows = await selectCertain(db, who)
    .orderBy('s.weight', 'desc')
    .orderBy('s.id')
    .limit(MOST_AT_ONCE)
    .execute();
  const pairs = await comparePairs(
    db,
    who,
    rows.map(({ one_id: one, other_id: other }) => [one, other] as const),
  );
  const merges: Merge[] = [];
  for (const { one, other, keep } of pairs) {
    const [kept, gone] = keep === 'one' ? [one, other] : [other, one];
    const merge = await mergeContacts(db, who, { keptId: kept.id, goneId: gone.id, batchId }).catch(
      ifOvertaken,
    );
    if (merge) merges.push(merge);
  }
  const { count } = await countCertain(db, who);
  return { batchId, merges, left: count };
}

/** Newest first, so that of a chain the outside goes first. */
export async function unmergeBatch(
  db: Db,
  who: Actor,
  batchId: string,
): Promise<{ unmerged: number; kept: number }> {
  const rows = await db
    .selectFrom('audience.merges')
    .select('id')
    .where('batch_id', '=', batchId)
    .where('unmerged_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  let unmerged = 0;
  for (const { id } of rows) if (await unmergeContacts(db, who, id).catch(ifOvertaken)) unmerged++;
  return { unmerged, kept: rows.length - unmerged };
}

function selectCertain(db: Db, who: Actor) {
  return selectVisible(db, who)
    .where('s.state', '=', 'open')
    .where(isCertain)
    .where(ownedBy(who, 'contacts.merge', 'a.owner_id'))
    .where(ownedBy(who, 'contacts.merge', 'b.owner_id'));
}

/** One of the two became part of a third, or somebody was faster: that pair is left, the others go on. */
function ifOvertaken(error: unknown): undefined {
  if (error instanceof Conflict || error instanceof NotFound || error instanceof Forbidden) return undefined;
  throw error;
}
