import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import { startOperation } from '../../platform/operations.ts';
import '../events.ts';
import { modelInForce } from '../known-models.ts';
import './jobs.ts';
import './tables.ts';
import type { Simulation } from './contract.ts';
import { shownSimulations } from './reading.ts';

/** Replays the last 90 days with the version as it is now, in the background. */
export async function startSimulation(
  db: Db,
  who: Actor,
  modelId: string,
  { capacity }: { capacity?: number | undefined },
): Promise<Simulation> {
  const id = newId();
  await transaction(db, async (trx) => {
    const model = await trx
      .selectFrom('scoring.models')
      .select(['id', 'number', 'document'])
      .where('id', '=', modelId)
      .executeTakeFirst();
    if (!model) throw new NotFound('There is no such version of the score model.');
    const operationId = await startOperation(trx, who, {
      kind: 'scores.simulation',
      title: `Simulating version ${model.number} of the score`,
      job: 'scoring.simulate',
      payload: { simulationId: id },
      unit: 'contacts',
    });
    await trx
      .insertInto('scoring.simulations')
      .values({
        id,
        model_id: modelId,
        compared_with: await inForceBeside(trx, modelId),
        document: JSON.stringify(model.document),
        ...(await capacityFor(trx, who, { modelId, capacity })),
        operation_id: operationId,
        started_by: who.id,
        started_by_name: who.name,
        started_at: now(),
        finished_at: null,
        result: null,
      })
      .execute();
  });
  return findSimulation(db, who, id);
}

async function inForceBeside(db: Db, modelId: string): Promise<string | null> {
  const { id } = await modelInForce(db);
  return id === modelId ? null : id;
}

/** As somebody said, now or last, of this version or another; else as the routing says. */
async function capacityFor(
  db: Db,
  who: Actor,
  { modelId, capacity }: { modelId: string; capacity: number | undefined },
): Promise<{ capacity: number; capacity_said: boolean }> {
  if (capacity !== undefined) return { capacity, capacity_said: true };
  const said = await db
    .selectFrom('scoring.simulations')
    .select('capacity')
    .where('capacity_said', '=', true)
    .orderBy(sql`model_id = ${modelId}::uuid`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (said) return { capacity: said.capacity, capacity_said: true };
  let routed = 0;
  await tell(db, who, 'capacity.asked', { answer: (leads) => void (routed = leads) });
  return { capacity: routed, capacity_said: false };
}

export async function findSimulation(db: Db, who: Actor, id: string): Promise<Simulation> {
  const [found] = await shownSimulations(db, who, { id });
  if (!found) throw new NotFound('There is no such simulation; perhaps its draft was discarded.');
  return found;
}

export async function listSimulations(db: Db, who: Actor, modelId: string): Promise<{ items: Simulation[] }> {
  return { items: await shownSimulations(db, who, { modelId }) };
}

/** Only what it is judged against: the replay itself stays as it is. */
export async function changeCapacity(
  db: Db,
  who: Actor,
  id: string,
  { capacity }: { capacity: number },
): Promise<Simulation> {
  await db
    .updateTable('scoring.simulations')
    .set({ capacity, capacity_said: true })
    .where('id', '=', id)
    .execute();
  return findSimulation(db, who, id);
}
