import { afterEach, expect } from 'vitest';
import { releaseClock } from '../../platform/clock.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { touchpoints } from '../touchpoints.ts';
import { decide, night, noraOverMonths } from './testing.ts';

afterEach(releaseClock);

test('an admin chooses for how long things are kept; it is said who, and in the audit log', async ({
  db,
}) => {
  const app = await testApp(testHouse(db), [touchpoints]);
  const who = await actor(db, 'admin');
  const headers = await signIn(app, who);
  const put = (payload: object) => app.inject({ method: 'PUT', url: '/api/retention', headers, payload });
  const always = { web: null, others: null, visitors: null };
  expect((await app.inject({ url: '/api/retention', headers })).json()).toEqual({ ...always, changed: null });
  const chosen = { web: 24, others: 84, visitors: 13 };
  expect((await put(chosen)).json()).toMatchObject({ ...chosen, changed: { by: who.name } });
  await put(chosen);
  const events = await db
    .selectFrom('platform.events')
    .select(['changes', 'actor_id'])
    .where('name', '=', 'retention.updated')
    .orderBy('position')
    .execute();
  expect(events).toEqual([
    {
      actor_id: who.id,
      changes: {
        web: { from: null, to: 24 },
        others: { from: null, to: 84 },
        visitors: { from: null, to: 13 },
      },
    },
  ]);
  expect((await put({ ...chosen, web: 7 })).json()).toMatchObject({
    errors: [{ field: 'web', message: expect.stringContaining('Choose one of 60, 36, 24, 13, 6 months') }],
  });
  expect((await put({ web: 24 })).statusCode).toBe(422);
});

test('how much would go is said before, and on the line of whom it was taken from after', async ({ db }) => {
  const { id } = await noraOverMonths(db);
  const app = await testApp(testHouse(db), [touchpoints]);
  const headers = await signIn(app, await actor(db, 'owner'));
  const get = async (url: string): Promise<unknown> => (await app.inject({ url, headers })).json();
  expect(await get(`/api/contacts/${id}/timeline`)).toMatchObject({ deletedBefore: null });
  await decide(db, {});
  expect(await get('/api/retention/estimate?web=6&others=always')).toEqual({
    web: { touchpoints: 5, months: 3, exact: true },
    others: { touchpoints: 0, months: 0, exact: true },
    visitors: { visitors: 0, exact: true },
  });
  await decide(db, { web: 6 });
  await night(db);
  expect(await get('/api/retention/estimate?web=6')).toMatchObject({ web: { touchpoints: 0, months: 0 } });
  expect(await get(`/api/contacts/${id}/timeline`)).toMatchObject({
    deletedBefore: { web: '2026-05-01', others: null },
    activity: { touchCount: 8, firstChannel: 'radio' },
  });
});
