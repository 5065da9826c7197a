import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { tell } from '../platform/listeners.ts';
import type { Stage } from './contact.ts';
import './events.ts';
import { recordStageMoves } from './stage-moves.ts';

type TakenBack = {
  /** Where what turned out not to be so had brought them, when, and where they were before. */
  from: Stage;
  since: Date;
  to: Stage;
  /** In words: 'the deal “Spring range” was opened again'. */
  reason: string;
};

/** The other way round from `raiseStage`. Whom somebody has moved since then stays where they were put. Answers whether they moved. */
export async function takeBackStage(
  db: Db,
  who: Actor,
  contactId: string,
  { from, since, to, reason }: TakenBack,
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ name: string }>`
      update audience.contacts as c set stage = ${to}, updated_at = ${now()}
      where id = ${contactId} and deleted_at is null and stage = ${from} and not exists (
        select from audience.stage_moves as m where m.contact_id = c.id and m.moved_at > ${since})
      returning name`.execute(trx);
    const [moved] = rows;
    if (!moved) return false;
    await recordStageMoves(trx, who, [{ contactId, from, to, reason }]);
    await emit(trx, who, [
      {
        name: 'contact.stage-moved',
        subject: { kind: 'contact', id: contactId },
        payload: { name: moved.name, from, to, reason },
        changes: { stage: { from, to } },
      },
    ]);
    await tell(trx, who, 'contacts.changed', { ids: [contactId] });
    return true;
  });
}
