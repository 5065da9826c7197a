import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test as bare } from 'vitest';
import { system } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import { freshDatabase, test, type FreshDatabase } from '../../platform/testing/testing.ts';
import type { Contact } from '../contract.ts';
import { findContact } from '../reading.ts';
import { makeContact } from '../testing.ts';
import { mergeContacts } from './merges.ts';
import { unmergeContacts } from './unmerges.ts';

const PEOPLE = 5;
const SOURCE = '00000000-0000-7000-8000-000000000001';

type Step = { keep: number; lose: number } | { back: number };

const steps = fc.array(
  fc.oneof(fc.record({ keep: fc.nat(PEOPLE - 1), lose: fc.nat(PEOPLE - 1) }), fc.record({ back: fc.nat(9) })),
  { maxLength: 9 },
);

/** By whom everything is known and what they did, wherever it leads at the moment. */
async function wholeOf(db: Db, ids: string[]) {
  const { rows } = await sql<{ what: string; of: string }>`
    select 'i ' || value as what, contact_id::text as of from audience.identities where contact_id = any(${ids}::uuid[])
    union all select 't ' || id, contact_id::text from touchpoints.touchpoints where contact_id = any(${ids}::uuid[])
    union all select 's ' || id, contact_id::text from audience.stage_moves where contact_id = any(${ids}::uuid[])
    union all select 'a ' || touch_count, contact_id::text from touchpoints.activity where contact_id = any(${ids}::uuid[])
    order by 1, 2`.execute(db);
  return rows;
}

function withoutTime(contact: Contact): Contact {
  return { ...contact, updatedAt: new Date(0) };
}

async function makePeople(db: Db): Promise<string[]> {
  const ids: string[] = [];
  for (let place = 0; place < PEOPLE; place++) {
    const { id } = await makeContact(db, {
      email: `person${place}@people.example`,
      jobTitle: `Job ${place}`,
    });
    const at = new Date(Date.UTC(2026, 0, 1 + place));
    await sql`insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, source_id, properties, received_at)
      values (${id}, ${at}, gen_random_uuid(), 'visit', ${SOURCE}, '{}', ${at})`.execute(db);
    await sql`insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at)
      values (${id}, 1, ${at}, ${at})`.execute(db);
    ids.push(id);
  }
  return ids;
}

/** Follows the steps as far as they can be followed; answers the merges that stand. */
async function follow(db: Db, ids: string[], steps: Step[]): Promise<string[]> {
  const standing: string[] = [];
  for (const step of steps) await take(db, ids, standing, step).catch(ifRefused);
  return standing;
}

async function take(db: Db, ids: string[], standing: string[], step: Step): Promise<void> {
  if ('keep' in step) {
    if (step.keep === step.lose) return;
    const order = { keptId: ids[step.keep] ?? '', goneId: ids[step.lose] ?? '' };
    standing.push((await mergeContacts(db, system, { ...order, choices: { jobTitle: 'gone' } })).id);
    return;
  }
  const id = standing[step.back % Math.max(1, standing.length)];
  if (!id) return;
  await unmergeContacts(db, system, id);
  standing.splice(standing.indexOf(id), 1);
}

function ifRefused(error: unknown): void {
  if (!(error instanceof Conflict)) throw error;
}

test('whatever is merged and taken back, nothing is lost, and all taken back is as it was', async ({
  db,
}) => {
  await sql`select touchpoints.open_months(array['2026-01-01']::date[])`.execute(db);
  const property = fc.asyncProperty(steps, async (steps) => {
    const undone = new Error('rolled back');
    const run = transaction(db, async (trx) => {
      const ids = await makePeople(trx);
      const before = await wholeOf(trx, ids);
      const people = await Promise.all(ids.map((id) => findContact(trx, system, id)));
      const standing = await follow(trx, ids, steps);
      const between = await wholeOf(trx, ids);
      const kept = (rows: typeof before) =>
        rows.map(({ what }) => what).filter((what) => !what.startsWith('a '));
      expect(kept(between).filter((what) => !what.startsWith('s '))).toEqual(
        kept(before).filter((what) => !what.startsWith('s ')),
      );
      for (const id of standing.toReversed()) await unmergeContacts(trx, system, id);
      expect(await wholeOf(trx, ids)).toEqual(before);
      const after = await Promise.all(ids.map((id) => findContact(trx, system, id)));
      expect(after.map(withoutTime)).toEqual(people.map(withoutTime));
      throw undone;
    });
    await run.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  });
  await fc.assert(property, { numRuns: 10 });
});

let fresh: FreshDatabase;
beforeAll(async () => void (fresh = await freshDatabase()));
afterAll(() => fresh.close());

bare('two people merge the same pair at once: one wins, the other is told', async () => {
  const { db } = fresh;
  const [one, other] = [await makeContact(db), await makeContact(db)];
  const tries = await Promise.allSettled([
    mergeContacts(db, system, { keptId: one.id, goneId: other.id }),
    mergeContacts(db, system, { keptId: other.id, goneId: one.id }),
  ]);
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(Conflict) });
  const { id } = await db.selectFrom('audience.merges').select('id').executeTakeFirstOrThrow();
  const backs = await Promise.allSettled([unmergeContacts(db, system, id), unmergeContacts(db, system, id)]);
  expect(backs.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});
