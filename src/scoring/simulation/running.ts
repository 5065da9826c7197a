import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import type { ModelDocument } from '../model.ts';
import type { SimulationJob } from './jobs.ts';
import { replayContacts } from './replaying.ts';
import './tables.ts';
import { emptyTally, type Tally } from './tally.ts';

export const WINDOW_DAYS = 90;
const DAY_MS = 86_400_000;
/** Above, contacts are drawn by chance: of so many, a share of one in a hundred is off by a thirtieth of itself. */
const MOST_REPLAYED = 100_000;
const CONTACTS_PER_BATCH = 500;
const MILLION = 1_000_000;

type Cursor = { after: string; perMillion: number; tally: Tally };

/** In batches by the order of ids; what has come of it so far is the cursor, so that a killed simulation goes on. */
export async function runSimulation({ simulationId }: SimulationJob, run: OperationRun): Promise<Outcome> {
  const { db } = run;
  const simulation = await db
    .selectFrom('scoring.simulations')
    .selectAll()
    .where('id', '=', simulationId)
    .executeTakeFirst();
  // The draft was discarded meanwhile.
  if (!simulation) return {};
  const inForce = simulation.compared_with ? await documentOf(db, simulation.compared_with) : null;
  const documents = { draft: simulation.document, inForce };
  let cursor = (run.cursor as Cursor | null) ?? (await begin(db, inForce !== null));
  const total = Math.round((cursor.tally.contacts * cursor.perMillion) / MILLION);
  for (;;) {
    if (await run.isCancelled()) return {};
    const ids = await nextContacts(db, cursor);
    if (ids.length === 0) break;
    await replayContacts(db, ids, documents, cursor.tally);
    cursor = { ...cursor, after: ids.at(-1) ?? cursor.after };
    await run.advance(db, { done: cursor.tally.looked, total: Math.max(total, cursor.tally.looked), cursor });
  }
  await transaction(db, async (trx) => {
    await trx
      .updateTable('scoring.simulations')
      .set({ result: JSON.stringify(cursor.tally), finished_at: now() })
      .where('id', '=', simulationId)
      .execute();
    await run.advance(trx, { done: cursor.tally.looked, total: cursor.tally.looked, cursor });
  });
  return { resultPath: `/score/models/${simulation.model_id}?tab=simulation` };
}

async function begin(db: Db, compared: boolean): Promise<Cursor> {
  const until = now();
  const since = new Date(until.getTime() - WINDOW_DAYS * DAY_MS);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audience.contacts where deleted_at is null`.execute(db);
  const contacts = rows[0]?.count ?? 0;
  const perMillion = Math.min(MILLION, Math.ceil((MOST_REPLAYED / Math.max(1, contacts)) * MILLION));
  const after = '00000000-0000-0000-0000-000000000000';
  return { after, perMillion, tally: { ...emptyTally({ since, until }, compared), contacts } };
}

async function nextContacts(db: Db, { after, perMillion }: Cursor): Promise<string[]> {
  // Chance, but the same whenever it is asked: a draw by the id.
  const drawn =
    perMillion >= MILLION
      ? sql`true`
      : sql`(hashtextextended(c.id::text, 0) & 2147483647) % ${MILLION} < ${perMillion}`;
  const { rows } = await sql<{ id: string }>`
    select c.id from audience.contacts as c
    where c.id > ${after}::uuid and c.deleted_at is null and ${drawn}
    order by c.id limit ${CONTACTS_PER_BATCH}`.execute(db);
  return rows.map(({ id }) => id);
}

async function documentOf(db: Db, modelId: string): Promise<ModelDocument | null> {
  const model = await db
    .selectFrom('scoring.models')
    .select('document')
    .where('id', '=', modelId)
    .executeTakeFirst();
  return model?.document ?? null;
}
