import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { tell } from '../platform/listeners.ts';
import { addUpAgain } from './activity.ts';
import { byHand } from './source.ts';
import './tables.ts';
import { storableJson } from './touchpoint.ts';

/** What another room put on somebody's line, and how it knows it again: `{ dealId: … }` in its properties. */
export type Written = { contactId: string; kind: string; properties: Record<string, string> };

type Rewritten = { name: string; properties: Record<string, unknown> };

/** It was corrected where it was written, and so it is here. */
export async function rewrite(
  db: Db,
  who: Actor,
  written: Written,
  { name, properties }: Rewritten,
): Promise<void> {
  await sql`update touchpoints.touchpoints set name = ${name}, properties = ${storableJson(properties)}::jsonb
    where ${isIt(written)}`.execute(db);
  await tell(db, who, 'touchpoints.removed', { contactIds: [written.contactId] });
}

/** It was taken back where it was written: it did not happen. */
export async function takeOff(db: Db, who: Actor, written: Written): Promise<void> {
  await sql`delete from touchpoints.touchpoints where ${isIt(written)}`.execute(db);
  const ids = [written.contactId];
  await addUpAgain(db, ids);
  await tell(db, who, 'contacts.changed', { ids });
  await tell(db, who, 'touchpoints.removed', { contactIds: ids });
}

function isIt({ contactId, kind, properties }: Written) {
  return sql`contact_id = ${contactId}::uuid and kind = ${kind} and source_id = ${byHand.id}::uuid
    and properties @> ${JSON.stringify(properties)}::jsonb`;
}
