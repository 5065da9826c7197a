import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict } from '../platform/errors.ts';
import { startOperation } from '../platform/operations.ts';
import type { SampleState, WantedSample } from './contract.ts';
import './jobs.ts';
import { beginRemoval } from './remove.ts';
import { spanTo } from './world/calendar.ts';
import { beginWorld, findWorld, lockWorld, type WorldRow } from './worlds.ts';

/** What of the sample is here, and whether the owner was asked. */
export async function readSample(db: Db): Promise<SampleState> {
  const world = await findWorld(db);
  const { rows } = await sql<{ asked: boolean; others: boolean; going: boolean }>`
    select not exists (select from sample.choices) and not exists (select from audience.contacts) as asked,
      exists (select from audience.contacts as c
        where not exists (select from sample.people as p where p.contact_id = c.id)) as others,
      exists (select from platform.operations
        where id = ${world?.operation_id ?? null}::uuid and state in ('queued', 'running')) as going`.execute(
    db,
  );
  const { asked = false, others = false, going = false } = rows[0] ?? {};
  return {
    state: stateOf(world, going),
    asked,
    others,
    contacts: world?.contacts_done ?? 0,
    touchpoints: world?.touchpoints_done ?? 0,
    wanted: world?.contacts ?? null,
    seed: world?.seed ?? null,
    from: world ? new Date(spanTo(world.ends_at).start) : null,
    to: world?.ends_at ?? null,
    operationId: world?.operation_id ?? null,
  };
}

/** Begins to load it in the background, or goes on where an earlier load was stopped. */
export async function startSample(
  db: Db,
  who: Actor,
  wanted: WantedSample,
): Promise<{ operationId: string }> {
  return transaction(db, async (trx) => {
    const there = await findWorld(trx);
    await mustRest(trx, there);
    const { seed, contacts } = there && !there.loaded_at ? there : wanted;
    const world = await beginWorld(trx, who, { seed, contacts, besideOthers: wanted.besideOthers });
    const operationId = await startOperation(trx, who, {
      kind: 'sample.manage',
      title: 'Loading the sample company',
      job: 'sample.load',
      payload: {},
      total: world.contacts,
      unit: 'contacts',
    });
    await trx.updateTable('sample.worlds').set({ operation_id: operationId }).execute();
    return { operationId };
  });
}

/** Begins to take it away in the background. A load that is under way has to be cancelled first. */
export async function startRemoval(db: Db, who: Actor): Promise<{ operationId: string }> {
  return transaction(db, async (trx) => {
    await mustRest(trx, await lockWorld(trx));
    const total = await beginRemoval(trx);
    const operationId = await startOperation(trx, who, {
      kind: 'sample.manage',
      title: 'Removing the sample company',
      job: 'sample.remove',
      payload: {},
      total,
      unit: 'contacts',
    });
    await trx.updateTable('sample.worlds').set({ operation_id: operationId }).execute();
    return { operationId };
  });
}

async function mustRest(db: Db, world: WorldRow | undefined): Promise<void> {
  if (!world?.operation_id) return;
  const going = await db
    .selectFrom('platform.operations')
    .select('id')
    .where('id', '=', world.operation_id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (going)
    throw new Conflict(
      'The sample company is being loaded or removed. Wait until that has ended, or cancel it.',
    );
}

function stateOf(world: WorldRow | undefined, going: boolean): SampleState['state'] {
  if (!world) return 'absent';
  if (world.removing_at) return going ? 'removing' : 'stopped';
  if (world.loaded_at) return 'loaded';
  return going ? 'loading' : 'stopped';
}
