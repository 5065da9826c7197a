import type { RawBuilder, Selectable, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy, scopeOf, type Permission } from '../../workspace/workspace.ts';
import { chosenFrom } from '../selection.ts';
import type { BulkChangesTable } from '../tables.ts';

/** A change of many contacts at once: of one field, or their deletion. */
export type BulkChange = Selectable<BulkChangesTable>;

/** Up to this many are changed while the person waits; in the background, this many in one transaction. */
export const CONTACTS_PER_BATCH = 1_000;

/** What a batch did, the last contact it looked at, and whether there may be more after that. */
export type Batch = { changed: number; last: string | null; more: boolean };

export function permissionFor({ field }: Pick<BulkChange, 'field'>): Permission {
  if (field === 'deletedAt') return 'contacts.delete';
  return field === 'ownerId' ? 'contacts.assign' : 'contacts.edit';
}

/** For a `where` on contacts `c`: those that were chosen, as far as `who` may change them. */
export async function chosenBy(
  db: Db,
  who: Actor,
  { chosen, field }: Pick<BulkChange, 'chosen' | 'field'>,
): Promise<RawBuilder<SqlBool>> {
  return sql<SqlBool>`${await chosenFrom(db, who, chosen)} and ${ownedBy(who, permissionFor({ field }), 'c.owner_id')}`;
}

/**
 * For a `where` on contacts `c`: those whose change `who` may take back, by what they may do now. A change of owner
 * takes the contact out of the reach of many who make it: so whoever gave contacts away may take them back while they
 * still may assign, and only where the owner still is the one they chose.
 */
export function undoableBy(who: Actor, { field }: Pick<BulkChange, 'field'>): RawBuilder<SqlBool> {
  const permission = permissionFor({ field });
  return field === 'ownerId'
    ? sql<SqlBool>`${scopeOf(who, permission) !== null}::boolean`
    : sql<SqlBool>`${ownedBy(who, permission, 'c.owner_id')}`;
}

export function beyond(after: string | null): RawBuilder<SqlBool> {
  return after === null ? sql<SqlBool>`true` : sql<SqlBool>`c.id > ${after}::uuid`;
}

export function batchOf(rows: { id: string }[], changed = rows.length): Batch {
  return { changed, last: rows.at(-1)?.id ?? null, more: rows.length === CONTACTS_PER_BATCH };
}
