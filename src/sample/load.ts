import type pg from 'pg';
import type { Actor } from '../platform/actor.ts';
import { copyTransaction, type CopyIn } from '../platform/copy.ts';
import type { Db } from '../platform/db.ts';
import { Conflict } from '../platform/errors.ts';
import { tell } from '../platform/listeners.ts';
import { castOf, type Cast } from './cast.ts';
import { finish } from './finish.ts';
import { addCompany, addContact, columns, noRows, touchLine, type Rows, type Table } from './rows.ts';
import { bringSelling, dealColumns, type Brought } from './selling.ts';
import { lockWorld, type WorldRow } from './worlds.ts';
import { BLOCK, type Block } from './world/block.ts';
import { dice } from './world/dice.ts';
import { worldOf, type World } from './world/world.ts';

export type Loaded = { contacts: number; touchpoints: number };

export type Loading = {
  /** In the transaction of every batch: what is written here is there exactly when the batch is. */
  afterBatch?: (db: Db, loaded: Loaded) => Promise<void>;
  /** Asked between batches. */
  isCancelled?: () => Promise<boolean> | boolean;
};

/** A thousand contacts and their twenty thousand touchpoints: five megabytes, one transaction. */
const PARTS_PER_BATCH = 10;

/**
 * Brings the world's people in where it left off, batch by batch. Killed at any moment it goes on from the last batch;
 * the row of the world is the mark, and it is moved in the transaction of the batch.
 */
export async function loadWorld(
  { db, pool }: { db: Db; pool: pg.Pool },
  who: Actor,
  row: WorldRow,
  { afterBatch, isCancelled }: Loading = {},
): Promise<Loaded> {
  const world = worldOf({ seed: row.seed, contacts: row.contacts, end: row.ends_at });
  const cast = await castOf(db, row);
  let loaded = { contacts: row.contacts_done, touchpoints: row.touchpoints_done };
  for (let from = row.parts_done; from < world.parts; from += PARTS_PER_BATCH) {
    if (await isCancelled?.()) return loaded;
    loaded = await copyTransaction(pool, async (trx, copyIn) => {
      const parts = range(from, Math.min(from + PARTS_PER_BATCH, world.parts));
      const marked = await mark(trx, from, await bring(trx, who, { world, cast, parts }, copyIn));
      await afterBatch?.(trx, marked);
      return marked;
    });
  }
  await finish({ db, pool }, who, loaded);
  return loaded;
}

type Batch = { world: World; cast: Cast; parts: number[] };

async function bring(db: Db, who: Actor, batch: Batch, copyIn: CopyIn): Promise<Loaded & { parts: number }> {
  const rows = noRows();
  const brought: Brought[] = [];
  // Made while PostgreSQL takes in what was made before.
  const touchpoints = await copyIn(
    'touchpoints.touchpoints',
    [columns['touchpoints.touchpoints']],
    made(batch, rows, brought),
  );
  for (const [table, names] of Object.entries(columns) as [Table, string][])
    if (rows[table].length > 0) await copyIn(table, [names], rows[table]);
  const deals = await bringSelling(db, brought, batch.cast);
  if (deals.length > 0) await copyIn('pipeline.deals', [dealColumns], deals);
  await tell(db, who, 'contacts.changed', { ids: brought.map(({ contact }) => contact.id) });
  return { contacts: brought.length, touchpoints, parts: batch.parts.length };
}

/** The lines of all touchpoints; everything else is gathered on the way. */
function* made({ world, cast, parts }: Batch, rows: Rows, brought: Brought[]): Generator<string> {
  for (const nth of parts) {
    const block = world.part(nth);
    const owners = ownersOf(block, cast);
    for (const company of block.companies) addCompany(rows, company, owners.get(company.id) ?? null, cast);
    for (const [place, contact] of block.contacts.entries()) {
      const roll = dice(cast.seed, IDS, nth * BLOCK + place);
      addContact(rows, contact, roll, cast);
      brought.push({ contact, roll: dice(cast.seed, SELLING, nth * BLOCK + place) });
      for (const touch of contact.touches) yield touchLine(rows, contact, touch, roll, cast);
    }
  }
}

const IDS = 4;
const SELLING = 5;

/** Who looks after a company's people looks after the company. */
function ownersOf({ contacts }: Block, { person }: Cast): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { companyId, owner } of contacts) {
    const id = owner === null ? null : person(owner).id;
    if (companyId !== null && id !== null && !owners.has(companyId)) owners.set(companyId, id);
  }
  return owners;
}

async function mark(db: Db, from: number, added: Loaded & { parts: number }): Promise<Loaded> {
  const world = await lockWorld(db);
  if (!world || world.removing_at || world.parts_done !== from)
    throw new Conflict('The sample company is being loaded or removed by somebody else at this moment.');
  const loaded = {
    contacts: world.contacts_done + added.contacts,
    touchpoints: world.touchpoints_done + added.touchpoints,
  };
  await db
    .updateTable('sample.worlds')
    .set({
      parts_done: from + added.parts,
      contacts_done: loaded.contacts,
      touchpoints_done: loaded.touchpoints,
    })
    .execute();
  return loaded;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, step) => from + step);
}
