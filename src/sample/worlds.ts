import { sql, type Selectable } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict } from '../platform/errors.ts';
import { emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import './events.ts';
import { prepare } from './prepare.ts';
import type { WorldsTable } from './tables.ts';
import { worldOf, type WorldPlan } from './world/world.ts';

export type WorldRow = Selectable<WorldsTable>;

/** A load that was broken off goes on; this much of it is decided by what it began with. */
export type Beginning = Omit<WorldPlan, 'end'> & {
  end?: Date | undefined;
  besideOthers?: boolean | undefined;
};

export async function findWorld(db: Db): Promise<WorldRow | undefined> {
  return db.selectFrom('sample.worlds').selectAll().executeTakeFirst();
}

/** As `findWorld`; nobody else loads or removes it until the transaction ends. */
export async function lockWorld(db: Db): Promise<WorldRow | undefined> {
  return db.selectFrom('sample.worlds').selectAll().forUpdate().executeTakeFirst();
}

/**
 * Puts down which sample is to be loaded and brings what it needs first. One that was broken off goes on. Throws
 * `Conflict` where there are people already that it would be mixed with.
 */
export async function beginWorld(
  db: Db,
  who: Actor,
  { seed, contacts, end, besideOthers }: Beginning,
): Promise<WorldRow> {
  return transaction(db, async (trx) => {
    await sql`lock table sample.worlds in share row exclusive mode`.execute(trx);
    const there = await findWorld(trx);
    if (there) return goOn(there, { seed, contacts });
    await refuseOthers(trx, besideOthers ?? false);
    const plan = { seed, contacts, end: end ?? now() };
    const { parts, span } = worldOf(plan);
    const world = await trx
      .insertInto('sample.worlds')
      .values({
        id: newId(),
        seed,
        contacts,
        parts,
        ends_at: plan.end,
        started_at: now(),
        loaded_for: await ownerOf(trx, who),
        operation_id: null,
        loaded_at: null,
        removing_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await prepare(trx, who, span);
    await choose(trx, who, 'sample');
    const subject = { kind: 'sample', id: world.id };
    await emit(trx, who, [{ name: 'sample.begun', subject, payload: { contacts } }]);
    return world;
  });
}

/** The answer of the first visit; it is asked once. */
export async function choose(db: Db, who: Actor, choice: 'empty' | 'sample'): Promise<void> {
  const chosen = { choice, chosen_by: who.kind === 'user' ? who.id : null, chosen_at: now() };
  await db
    .insertInto('sample.choices')
    .values(chosen)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(chosen))
    .execute();
}

function goOn(there: WorldRow, asked: Pick<WorldPlan, 'seed' | 'contacts'>): WorldRow {
  if (there.removing_at)
    throw new Conflict('The sample company is being removed. Wait until it is gone, then load it again.');
  if (there.loaded_at)
    throw new Conflict('The sample company is here already. Remove it first to load another one.');
  if (there.seed === asked.seed && there.contacts === asked.contacts) return there;
  throw new Conflict(
    `A sample of ${there.contacts.toLocaleString('en-GB')} contacts with seed ${there.seed} was begun and not finished. ` +
      'Go on with that one, or remove it first.',
  );
}

/** Made-up people among real ones cannot be told apart by those who work with them. */
async function refuseOthers(db: Db, besideOthers: boolean): Promise<void> {
  const { rows } = await sql<{ others: boolean; alike: string | null }>`
    select exists (select from audience.contacts) as others,
      (select value from audience.identities where kind = 'email' and value like '%.example' limit 1) as alike`.execute(
    db,
  );
  const [found] = rows;
  if (!found?.others) return;
  if (!besideOthers)
    throw new Conflict(
      'There are contacts here already, and the sample company would stand among them. It is meant for an empty ' +
        'workspace: load it before you bring in your own people, or say that you want it beside them.',
    );
  if (found.alike)
    throw new Conflict(
      `Somebody here has the address ${found.alike}. Addresses that end in .example belong to the sample, so it cannot be loaded.`,
    );
}

/** Whose lists are to have something in them: who loads it, or the first owner. */
async function ownerOf(db: Db, who: Actor): Promise<string | null> {
  if (who.kind === 'user') return who.id;
  const owner = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return owner?.id ?? null;
}
