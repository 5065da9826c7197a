import { afterEach, expect } from 'vitest';
import { audience, forgetContacts } from '../../audience/audience.ts';
import { makeContact, mergeContacts, unmergeContacts } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { freezeClock, now, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { deliverNext } from '../../platform/outbox.ts';
import { collectPersonalData } from '../../platform/personal-data.ts';
import { test } from '../../platform/testing/testing.ts';
import { touchpoints } from '../../touchpoints/touchpoints.ts';
import { makeSource } from '../../touchpoints/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { scoring } from '../scoring.ts';
import { happen, touch } from '../testing.ts';
import { foretellNext } from './foretelling.ts';
import { learntWatch, noteLearnt } from './learnt.ts';
import { propensityOf } from './person.ts';
import { makeMarket } from './testing.ts';
import { trainPropensity } from './training.ts';

const until = new Date('2026-11-01T00:00:00Z');

afterEach(releaseClock);

async function foretellAll(db: Db): Promise<number> {
  let all = 0;
  for (let count = -1; count !== 0; all += Math.max(0, count)) count = await foretellNext(db);
  return all;
}

function keptOf(db: Db) {
  return db.selectFrom('scoring.propensities').selectAll().orderBy('probability', 'desc').execute();
}

test(
  'everybody known who is no customer is foretold, listed, sorted, and anew when something happens',
  { timeout: 120_000 },
  async ({ db }) => {
    freezeClock(until);
    const who = await actor(db, 'marketing_manager');
    const source = await makeSource(db);
    await makeMarket(db, { people: 1_000, until, days: 450 });
    const visitor = await makeContact(db, { stage: 'visitor' });
    expect(await foretellNext(db)).toBe(0);
    await trainPropensity(db, 60);

    // Everybody, in batches; then nobody until something happens.
    expect(await foretellAll(db)).toBe(1_001);
    const kept = await keptOf(db);
    const known = await db
      .selectFrom('audience.contacts')
      .select('id')
      .where('stage', '=', 'lead')
      .orderBy('id')
      .execute();
    expect(kept.map((row) => row.contact_id).toSorted()).toEqual(known.map(({ id }) => id));
    const [first, second, third] = kept;
    if (!first || !second || !third) throw new Error('Nobody was foretold.');
    const { probability } = await propensityOf(db, who, first.contact_id);
    expect(first.probability).toBeCloseTo(probability ?? Number.NaN, 9);

    const app = await testApp(testHouse(db), [audience, touchpoints, scoring]);
    const headers = await signIn(app, who);
    const get = async <T>(url: string) => (await app.inject({ headers, url })).json<T>();
    const likeliest = await get<{ people: number; atLeast: number }>('/api/propensity/likeliest?people=5');
    const listed = await get<{ items: { id: string }[] }>(
      `/api/contacts?sort=-propensity&filter=${encodeURIComponent(JSON.stringify([['propensity', 'at_least', likeliest.atLeast]]))}`,
    );
    expect(listed.items.length).toBeGreaterThanOrEqual(5);
    const place = new Map(kept.map((row) => [row.contact_id, row.probability]));
    const shown = listed.items.map(({ id }) => place.get(id) ?? 0);
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    expect(Math.min(...shown) * 100).toBeCloseTo(likeliest.atLeast, 1);
    const lowest = await get<{ items: { id: string }[] }>('/api/contacts?sort=propensity&limit=1');
    expect(place.get(lowest.items[0]?.id ?? '')).toBe(kept.at(-1)?.probability);

    // A talk at a fair makes it likelier; the visitor stays unforetold.
    const last = kept.at(-1)?.contact_id ?? '';
    await happen(db, source, [touch(last, 'fair_talk', now()), touch(visitor.id, 'page_view', now())]);
    while ((await deliverNext(db, learntWatch)).delivered > 0);
    freezeClock(new Date(until.getTime() + 60_000));
    expect(await foretellNext(db)).toBe(1);
    const again = new Map((await keptOf(db)).map((row) => [row.contact_id, row.probability]));
    expect(again.get(last)).toBeGreaterThan(place.get(last) ?? 1);
    expect(again.has(visitor.id)).toBe(false);

    // Two people are one: the other's goes, and comes back when they are told apart again.
    const [keptId, goneId] = [second.contact_id, third.contact_id];
    const { id: mergeId } = await mergeContacts(db, who, { keptId, goneId });
    expect(await rowsOf(db, goneId)).toHaveLength(0);
    await foretellAll(db);
    expect(await rowsOf(db, keptId)).toHaveLength(1);
    await unmergeContacts(db, who, mergeId);
    await foretellAll(db);
    expect(await rowsOf(db, goneId)).toHaveLength(1);

    // In the copy somebody may ask for; and of whom is erased nothing is left.
    const copy = await collectPersonalData(db, [first.contact_id]);
    expect(copy['Propensities']).toMatchObject([{ 'Within days': 60 }]);
    await forgetContacts(db, system, [first.contact_id]);
    await foretellAll(db);
    expect(await rowsOf(db, first.contact_id)).toHaveLength(0);

    // Who becomes a customer is foretold no more.
    await db.updateTable('audience.contacts').set({ stage: 'customer' }).where('id', '=', last).execute();
    await noteLearnt(db, [last]);
    await foretellAll(db);
    expect(await rowsOf(db, last)).toHaveLength(0);
  },
);

function rowsOf(db: Db, id: string) {
  return db.selectFrom('scoring.propensities').selectAll().where('contact_id', '=', id).execute();
}
