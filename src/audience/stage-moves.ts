import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import type { Stage } from './contact.ts';

export type StageMove = { contactId: string; from: Stage | null; to: Stage; reason?: string };

/** Answers the ids of the moves, in their order. */
export async function recordStageMoves(db: Db, who: Actor, moves: StageMove[]): Promise<string[]> {
  if (moves.length === 0) return [];
  const rows = moves.map(({ contactId, from, to, reason }) => ({
    contact_id: contactId,
    id: newId(),
    from_stage: from,
    to_stage: to,
    moved_at: now(),
    moved_by_kind: who.kind,
    moved_by_id: who.id,
    moved_by_name: who.name,
    reason: reason ?? null,
  }));
  await db.insertInto('audience.stage_moves').values(rows).execute();
  return rows.map(({ id }) => id);
}
