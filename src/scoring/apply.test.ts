import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test as bare } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import type { Actor } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { listen } from '../platform/listeners.ts';
import type { OperationRun, Step } from '../platform/operation-runs.ts';
import { cancelOperation } from '../platform/operations.ts';
import { freshDatabase, test, type FreshDatabase } from '../platform/testing/testing.ts';
import '../rooms.ts';
import { makeSource } from '../touchpoints/testing.ts';
import { actor } from '../workspace/testing.ts';
import { applyModel } from './apply.ts';
import { readModel } from './known-models.ts';
import { applyAgain } from './models.ts';
import { NOBODY } from './ranges.ts';
import {
  changeModel,
  happen,
  modelInForce,
  movesOf,
  putInForce,
  runApplication,
  scoresOf,
  settleScores,
  signedModel,
  smallModel,
  touch,
} from './testing.ts';
import { compareVersions } from './version-moves.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const strict = smallModel({
  warm: { engagement: { enter: 35, leave: 32 }, fit: { enter: 0, leave: 0 } },
  hot: { engagement: { enter: 80, leave: 70 }, fit: { enter: 50, leave: 40 } },
});

afterEach(() => releaseClock());

async function begin(db: Db) {
  await putInForce(db, smallModel());
  const source = await makeSource(db);
  const signers = {
    marketing: await actor(db, 'marketing_manager'),
    sales: await actor(db, 'sales_manager'),
  };
  const people = [await makeContact(db), await makeContact(db), await makeContact(db)];
  const [nora = '', omar = '', lena = ''] = people.map(({ id }) => id);
  // The month is opened before: that waits for whoever reads touchpoints.
  await happen(db, source, [touch(nora, 'note', new Date())]);
  return { source, signers, nora, omar, lena };
}

/** Applies it step by step: `advance` is told of each mark, in the transaction that puts it down. */
function applyTelling(
  {
    db,
    who,
    modelId,
    cursor = null,
  }: { db: Db; who: Actor; modelId: string; cursor?: Step['cursor'] | null },
  advance: OperationRun['advance'],
) {
  const log = pino({ level: 'silent' });
  const run = { operationId: 'none', db, log, who, done: 0, cursor, isCancelled: async () => false, advance };
  return applyModel({ operationId: 'none', modelId }, run);
}

test('a new version moves temperatures once, tells no listener, and leaves no old score', async ({ db }) => {
  freezeClock(noon);
  const { source, signers, nora, omar, lena } = await begin(db);
  await happen(db, source, [
    touch(nora, 'meeting', noon),
    touch(nora, 'form_submitted', noon),
    touch(omar, 'meeting', noon),
  ]);
  await settleScores(db);
  const told: string[] = [];
  const before = listen([]);
  listen([
    ...before,
    { 'temperatures.moved': async (_db, _who, { moves }) => void told.push(...moves.map(({ to }) => to)) },
  ]);
  const id = await changeModel(db, signers, strict);
  listen(before);
  const scores = await scoresOf(db, [nora, omar, lena]);
  expect([nora, omar, lena].map((each) => scores.get(each)?.temperature)).toEqual(['warm', 'cold', 'cold']);
  expect([...scores.values()].every(({ model_id: modelId }) => modelId === id)).toBe(true);
  expect(await db.selectFrom('scoring.scores').select('contact_id').execute()).toHaveLength(3);
  expect(await movesOf(db, nora)).toEqual(['cold hot touched', 'hot warm model']);
  expect(await movesOf(db, omar)).toEqual(['cold warm touched', 'warm cold model']);
  expect(told).toEqual([]);
  const states = await db
    .selectFrom('scoring.models')
    .select(['number', 'state'])
    .orderBy('number')
    .execute();
  expect(states).toEqual([
    { number: 1, state: 'retired' },
    { number: 2, state: 'retired' },
    { number: 3, state: 'in_force' },
  ]);
  const events = await db
    .selectFrom('platform.events')
    .select('name')
    .where('name', '=', 'score-model.in-force')
    .orderBy('position')
    .execute();
  expect(events).toHaveLength(1);
});

test('compared once more after a crash, nobody is moved twice', async ({ db }) => {
  freezeClock(noon);
  const { source, signers, nora } = await begin(db);
  await happen(db, source, [touch(nora, 'meeting', noon), touch(nora, 'form_submitted', noon)]);
  await settleScores(db);
  const { id } = await signedModel(db, signers, strict);
  const everybody = { after: NOBODY, upto: 'ffffffff-ffff-ffff-ffff-ffffffffffff', count: 3 };
  let marks = 0;
  const again: number[] = [];
  const who = signers.sales;
  const { result } = await applyTelling({ db, who, modelId: id }, async (trx, { cursor }) => {
    // The first mark of comparing is put down with the version, the next when all were compared.
    if (typeof cursor?.['old'] !== 'string' || ++marks === 1) return;
    const model = await readModel(trx, id);
    again.push((await compareVersions(trx, who, model, cursor['old'], everybody)).moved);
  });
  expect(result).toEqual({ moved: 1 });
  expect(again).toEqual([0]);
  expect(await movesOf(db, nora)).toEqual(['cold hot touched', 'hot warm model']);
});

test('a cancelled application leaves the version before in force, and can begin again', async ({ db }) => {
  freezeClock(noon);
  const { source, signers, nora } = await begin(db);
  const { id, operationId } = await signedModel(db, signers, strict);
  await happen(db, source, [touch(nora, 'meeting', noon)]);
  await cancelOperation(db, signers.sales, operationId);
  await runApplication(db, id);
  expect((await modelInForce(db)).id).not.toBe(id);
  await applyAgain(db, signers.sales, id);
  await runApplication(db, id);
  await settleScores(db);
  expect((await modelInForce(db)).id).toBe(id);
  expect((await scoresOf(db, [nora])).get(nora)?.heats).toEqual([0, 30]);
});

let fresh: FreshDatabase;
beforeAll(async () => void (fresh = await freshDatabase()));
afterAll(() => fresh.close());

bare(
  'whoever is touched while it is applied, also by a transaction that ends later, is not left behind',
  async () => {
    const { db } = fresh;
    const { source, signers, nora, omar, lena } = await begin(db);
    await settleScores(db);
    const { id } = await signedModel(db, signers, strict);
    const at = new Date();
    // Stored before everybody was summed up, but committed after: nobody's sum has it.
    const open = await db.startTransaction().execute();
    let advances = 0;
    await applyTelling({ db, who: signers.sales, modelId: id }, async () => {
      advances += 1;
      if (advances === 1) {
        // In the midst of it: the sums are being written, on another connection somebody is touched.
        await happen(open, source, [touch(nora, 'meeting', at)]);
        await happen(db, source, [touch(omar, 'meeting', at)]);
      }
      if (advances === 2) await open.commit().execute();
    });
    await happen(db, source, [touch(lena, 'meeting', at)]);
    await settleScores(db);
    const scores = await scoresOf(db, [nora, omar, lena]);
    for (const each of [nora, omar, lena]) {
      const row = scores.get(each);
      expect(row?.model_id).toBe(id);
      expect(row?.heats[1]).toBeCloseTo(30, 3);
    }
    const behind = await sql`select 1 from scoring.behind`.execute(db);
    expect(behind.rows).toEqual([]);
  },
);

bare(
  'killed on the way, it goes on from what was written, and leaves the scores of one version',
  async () => {
    const { db } = fresh;
    const { source, signers, nora, omar } = await begin(db);
    await happen(db, source, [touch(nora, 'meeting', new Date())]);
    await settleScores(db);
    const { id } = await signedModel(db, signers, strict);
    const applied = { db, who: signers.sales, modelId: id };
    let cursor: Step['cursor'];
    const killed = applyTelling(applied, async (_trx, step) => {
      if (cursor) throw new Error('killed');
      cursor = step.cursor;
    });
    await expect(killed).rejects.toThrow('killed');
    await happen(db, source, [touch(omar, 'meeting', new Date())]);
    expect((await modelInForce(db)).id).not.toBe(id);
    await applyTelling({ ...applied, cursor: cursor ?? null }, async () => undefined);
    const scores = await scoresOf(db, [nora, omar]);
    for (const each of [nora, omar])
      expect(scores.get(each)).toMatchObject({ model_id: id, heats: [0, expect.closeTo(30, 3)] });
    expect(await versionsKept(db)).toEqual([id]);
  },
);

bare('while somebody reads scores for long, the old version stays; the next one takes it away', async () => {
  const { db } = fresh;
  const { signers, nora } = await begin(db);
  await settleScores(db);
  const { id: old } = await modelInForce(db);
  const reader = await db.startTransaction().execute();
  try {
    await sql`select count(*) from scoring.scores`.execute(reader);
    const next = await changeModel(db, signers, strict);
    expect(await versionsKept(db)).toEqual(expect.arrayContaining([old, next]));
    expect((await scoresOf(db, [nora])).get(nora)?.model_id).toBe(next);
  } finally {
    await reader.commit().execute();
  }
  const last = await changeModel(db, signers, smallModel());
  expect(await versionsKept(db)).toEqual([last]);
});

/** Of which versions there is a table of scores. */
async function versionsKept(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from scoring.models as m
    join pg_inherits as i on i.inhparent = 'scoring.scores'::regclass
      and i.inhrelid = to_regclass('scoring.' || scoring.table_of(m.id))`.execute(db);
  return rows.map(({ id }) => id);
}
