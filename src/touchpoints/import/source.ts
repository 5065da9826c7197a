import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import '../events.ts';
import type { Source } from '../source.ts';
import '../tables.ts';
import { touchpointId } from '../touchpoint.ts';

/**
 * All files of one system are one source: a row that came with last month's file is a duplicate in this month's. Its id
 * follows from the id space, so that two imports at once make one.
 */
export function importSource(idSpace: string): Source {
  const name = idSpace === 'main' ? 'Imported files' : `Imported files (${idSpace})`;
  return { id: touchpointId('imports', idSpace), kind: 'import', name, idSpace };
}

export async function makeImportSource(db: Db, who: Actor, source: Source): Promise<void> {
  const made = await db
    .insertInto('touchpoints.sources')
    .values({
      id: source.id,
      kind: source.kind,
      name: source.name,
      id_space: source.idSpace,
      created_by: who.kind === 'user' ? who.id : null,
      created_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return;
  const payload = { name: source.name, kind: source.kind };
  await emit(db, who, [{ name: 'source.created', subject: { kind: 'source', id: source.id }, payload }]);
}
