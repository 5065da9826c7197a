import { afterEach, expect } from 'vitest';
import { forgetContacts } from '../audience/audience.ts';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { listen } from '../platform/listeners.ts';
import { test } from '../platform/testing/testing.ts';
import '../rooms.ts';
import { makeSource } from '../touchpoints/testing.ts';
import type { TemperatureMove } from './events.ts';
import { engagementOf } from './score.ts';
import {
  change,
  happen,
  movesOf,
  naiveHeats,
  putInForce,
  rule,
  scoresOf,
  settleScores,
  smallModel,
  touch,
} from './testing.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const daysOn = (days: number) => new Date(noon.getTime() + days * 86_400_000);

afterEach(() => releaseClock());

async function world(db: Db, model = smallModel()) {
  freezeClock(noon);
  await putInForce(db, model);
  const source = await makeSource(db);
  const nora = await makeContact(db, { jobTitle: 'Owner' });
  await settleScores(db);
  const told: TemperatureMove[] = [];
  const before = listen([]);
  listen([...before, { 'temperatures.moved': async (_db, _who, { moves }) => void told.push(...moves) }]);
  const scored = async () => {
    const row = (await scoresOf(db, [nora.id])).get(nora.id);
    if (!row) throw new Error('Nora has no score.');
    const engagement = engagementOf({ heats: row.heats, heatAt: row.heat_at }, model.groups, daysOn(0));
    return { ...row, engagement };
  };
  return { source, nora, told, scored, deaf: () => listen(before) };
}

test('a batch raises the score at once, and who becomes warm and hot is told in its transaction', async ({
  db,
}) => {
  const { source, nora, told, scored, deaf } = await world(db);
  await happen(db, source, [touch(nora.id, 'page_view', noon), touch(nora.id, 'page_view', daysOn(-7))]);
  expect(await scored()).toMatchObject({ engagement: 7.5, fit: 50, temperature: 'cold', cools_at: null });
  await happen(db, source, [touch(nora.id, 'form_submitted', noon)]);
  expect(await scored()).toMatchObject({ engagement: 27.5, temperature: 'warm' });
  await happen(db, source, [touch(nora.id, 'meeting', noon)]);
  expect(await scored()).toMatchObject({ engagement: 57.5, temperature: 'hot' });
  deaf();
  expect(told.map(({ from, to, why, engagement }) => [from, to, why, engagement])).toEqual([
    ['cold', 'warm', 'touched', 27.5],
    ['warm', 'hot', 'touched', 57.5],
  ]);
  expect(await movesOf(db, nora.id)).toEqual(['cold warm touched', 'warm hot touched']);
  const events = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('name', '=', 'contact.temperature-moved')
    .orderBy('position')
    .execute();
  expect(events).toHaveLength(2);
});

test('hot asks for both: whoever engages and does not fit is warm at most', async ({ db }) => {
  const poor = smallModel({ fit: { base: 20, rules: [], grades: { a: 75, b: 50, c: 25 } } });
  const { source, nora, scored, deaf } = await world(db, poor);
  await happen(db, source, [touch(nora.id, 'meeting', noon), touch(nora.id, 'form_submitted', noon)]);
  deaf();
  expect(await scored()).toMatchObject({ engagement: 50, temperature: 'warm' });
});

test('a raised hand is hot at once, and lowered when its days are over', async ({ db }) => {
  const { source, nora, told, scored, deaf } = await world(db);
  await happen(db, source, [touch(nora.id, 'form_submitted', noon, { name: 'Book a DEMO' })]);
  expect(await scored()).toMatchObject({ temperature: 'hot', cools_at: daysOn(10) });
  expect(told).toMatchObject([{ to: 'hot', why: 'raised_hand', raisedHand: 'demo' }]);
  freezeClock(daysOn(10));
  await settleScores(db);
  deaf();
  expect(await scored()).toMatchObject({ temperature: 'cold', cools_at: null });
});

test('it cools when the score has faded below what it is left at, and once', async ({ db }) => {
  const { source, nora, scored, deaf } = await world(db);
  await happen(db, source, [touch(nora.id, 'form_submitted', noon)]);
  const { cools_at: due } = await scored();
  // 20 · 2^(−t/7) = 15
  expect(due?.getTime()).toBeCloseTo(daysOn(7 * Math.log2(20 / 15)).getTime(), -4);
  freezeClock(new Date((due?.getTime() ?? 0) - 2_000));
  await settleScores(db);
  expect(await scored()).toMatchObject({ temperature: 'warm' });
  freezeClock(due ?? noon);
  await settleScores(db);
  await settleScores(db);
  deaf();
  expect(await scored()).toMatchObject({ temperature: 'cold', cools_at: null });
  expect(await movesOf(db, nora.id)).toEqual(['cold warm touched', 'warm cold cooled']);
});

test('what is dated two years ahead counts from when it came; two years back, only its rest', async ({
  db,
}) => {
  const { source, nora, scored, deaf } = await world(db);
  await happen(db, source, [
    touch(nora.id, 'form_submitted', daysOn(730)),
    touch(nora.id, 'meeting', daysOn(-730)),
  ]);
  deaf();
  expect(await scored()).toMatchObject({ temperature: 'warm', heat_at: noon });
  expect((await scored()).engagement).toBeCloseTo(20 + 30 * 2 ** (-730 / 30), 9);
});

test('a hand raised long ago is not raised', async ({ db }) => {
  const { source, nora, scored, deaf } = await world(db);
  await happen(db, source, [touch(nora.id, 'event', daysOn(-30), { name: 'demo' })]);
  deaf();
  expect(await scored()).toMatchObject({ temperature: 'cold' });
});

test('rules that count from the n-th on, or at most so many, whatever order they come in', async ({ db }) => {
  const often = smallModel({
    groups: [
      {
        id: 'web',
        label: 'Web',
        cap: 1_000,
        halfLifeDays: 7,
        rules: [rule('third', 10, { kinds: ['page_view'] }, { from: 3, most: 2, days: 7 })],
      },
    ],
  });
  const { source, nora, scored, deaf } = await world(db, often);
  for (const days of [-1, -4, -30, -2, -0.5])
    await happen(db, source, [touch(nora.id, 'page_view', daysOn(days))]);
  deaf();
  // Of -4, -2, -1 and -0.5 the third and the fourth.
  expect((await scored()).engagement).toBeCloseTo(10 * 2 ** (-1 / 7) + 10 * 2 ** (-0.5 / 7), 9);
  expect((await scored()).heats).toEqual(
    (await naiveHeats(db, often, nora.id, noon)).map((heat) => expect.closeTo(heat, 9)),
  );
});

test('contacts no rule is about have nothing written', async ({ db }) => {
  const { source, nora, deaf } = await world(db);
  const before = (await scoresOf(db, [nora.id])).get(nora.id);
  freezeClock(daysOn(1));
  await happen(db, source, [touch(nora.id, 'store_visit', daysOn(1))]);
  deaf();
  expect((await scoresOf(db, [nora.id])).get(nora.id)).toEqual(before);
});

test('the fit follows the record within a round, and moves the temperature', async ({ db }) => {
  const model = smallModel({
    fit: {
      base: 10,
      grades: { a: 75, b: 50, c: 25 },
      rules: [
        {
          id: 'owner',
          points: 60,
          when: {
            match: 'all',
            items: [{ source: 'contact', field: 'jobTitle', operator: 'is', value: ['Owner'] }],
          },
        },
      ],
    },
  });
  const { source, nora, scored, deaf } = await world(db, model);
  expect(await scored()).toMatchObject({ fit: 70 });
  await happen(db, source, [touch(nora.id, 'meeting', noon), touch(nora.id, 'form_submitted', noon)]);
  expect(await scored()).toMatchObject({ temperature: 'hot' });
  await db
    .updateTable('audience.contacts')
    .set({ job_title: 'Assistant' })
    .where('id', '=', nora.id)
    .execute();
  await change(db, [nora.id]);
  await settleScores(db);
  deaf();
  expect(await scored()).toMatchObject({ fit: 10, temperature: 'warm' });
  expect(await movesOf(db, nora.id)).toEqual(['cold hot touched', 'hot warm fit']);
});

test('a visitor seen for the first time may be hot at once, by their real fit', async ({ db }) => {
  const model = smallModel({
    fit: {
      base: 90,
      grades: { a: 75, b: 50, c: 25 },
      rules: [
        {
          id: 'nobody',
          points: -80,
          when: { match: 'all', items: [{ source: 'contact', field: 'email', operator: 'is_empty' }] },
        },
      ],
    },
  });
  const { source, deaf } = await world(db, model);
  const visit = (email?: string) => {
    const person = email ? { email } : { anonymousId: 'somebody' };
    return ['meeting', 'form_submitted'].map((kind) => touch('', kind, noon, { person }));
  };
  await happen(db, source, [...visit(), ...visit('omar@quarry.example')]);
  deaf();
  const rows = await db
    .selectFrom('scoring.scores as s')
    .innerJoin('audience.contacts as c', 'c.id', 's.contact_id')
    .select(['c.email', 's.temperature', 's.fit'])
    .where('s.temperature', '<>', 'cold')
    .orderBy('s.fit')
    .execute();
  expect(rows).toEqual([
    { email: null, temperature: 'warm', fit: 10 },
    { email: 'omar@quarry.example', temperature: 'hot', fit: 90 },
  ]);
});

test('of who is erased nothing stays, and the receipt says how much it was', async ({ db }) => {
  const { source, nora, deaf } = await world(db);
  await happen(db, source, [touch(nora.id, 'form_submitted', noon)]);
  const counts = await forgetContacts(db, system, [nora.id]);
  await settleScores(db);
  deaf();
  expect(counts).toMatchObject({ Scores: 1, Temperatures: 1 });
  expect((await scoresOf(db, [nora.id])).size).toBe(0);
  expect(await movesOf(db, nora.id)).toEqual([]);
});
