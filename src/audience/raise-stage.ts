import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit, type NewEvent } from '../platform/events.ts';
import { tell } from '../platform/listeners.ts';
import { stages, type Stage } from './contact.ts';
import './events.ts';
import { recordStageMoves } from './stage-moves.ts';

/**
 * These contacts are at this stage at least; nobody goes back. What happened to them moves them (a lead was accepted, a
 * deal was won), so whoever may do that need not be allowed to edit them. Answers who moved.
 */
export async function raiseStage(db: Db, who: Actor, ids: string[], to: Stage): Promise<string[]> {
  if (ids.length === 0) return [];
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ id: string; name: string; from: Stage }>`
      with below as (
        select id, name, stage as "from" from audience.contacts
        where id = any(${ids}::uuid[]) and deleted_at is null and stage = any(${stagesBelow(to)}::text[])
        order by id for no key update
      ), moved as (
        update audience.contacts as c set stage = ${to}, updated_at = ${now()} from below where c.id = below.id
      )
      select * from below`.execute(trx);
    await recordStageMoves(
      trx,
      who,
      rows.map(({ id: contactId, from }) => ({ contactId, from, to })),
    );
    await emit(
      trx,
      who,
      rows.map(({ id, name, from }): NewEvent => {
        const subject = { kind: 'contact', id };
        const changes = { stage: { from, to } };
        return { name: 'contact.stage-moved', subject, payload: { name, from, to }, changes };
      }),
    );
    const moved = rows.map(({ id }) => id);
    if (moved.length > 0) await tell(trx, who, 'contacts.changed', { ids: moved, fields: ['stage'] });
    return moved;
  });
}

function stagesBelow(stage: Stage): Stage[] {
  return stages.slice(0, stages.indexOf(stage));
}
