import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { startOperation } from '../../platform/operations.ts';
import { modelInForce } from '../known-models.ts';
import './jobs.ts';
import './tables.ts';
import type { Simulation } from './contract.ts';
import { shownSimulations } from './reading.ts';

/** What a rep takes on in a week, as long as nobody has said otherwise. */
const LEADS_A_REP = 10;

/** Replays the last 90 days with the version as it is now, in the background. */
export async function startSimulation(
  db: Db,
  who: Actor,
  modelId: string,
  given: { capacity?: number | undefined; repsCapacity?: number | undefined },
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
        ...(await capacityFor(trx, modelId, given)),
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

/** As somebody said, now or last, of this version or another; else as the routing says, of which the page knows. */
async function capacityFor(
  db: Db,
  modelId: string,
  { capacity, repsCapacity }: { capacity?: number | undefined; repsCapacity?: number | undefined },
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
  return { capacity: repsCapacity ?? (await usualCapacity(db)), capacity_said: false };
}

/** By how many reps there are. Where nobody is one, somebody sells. */
async function usualCapacity(db: Db): Promise<number> {
  const { rows } = await sql<{ capacity: number }>`
    select (greatest(count(*), 1) * ${LEADS_A_REP})::int as capacity
    from workspace.users where role = 'rep' and deactivated_at is null`.execute(db);
  return rows[0]?.capacity ?? 0;
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
