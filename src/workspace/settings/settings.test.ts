import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';

test('an admin changes how the workspace counts and writes; everybody sees it', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const change = (payload: object) =>
    app.inject({ method: 'PATCH', url: '/api/workspace', headers, payload });
  const payload = { currency: 'gbp', weekStartsOn: 7, locale: 'de-AT', timeZone: 'Europe/Vienna' };
  const after = { name: 'Hallow & Reed', ...payload, currency: 'GBP' };
  expect((await change(payload)).json()).toEqual(after);
  const rep = await signIn(app, await actor(db, 'rep'));
  expect((await app.inject({ url: '/api/workspace', headers: rep })).json()).toEqual(after);
  const event = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('name', '=', 'workspace.updated')
    .executeTakeFirst();
  expect(event?.changes).toMatchObject({ currency: { from: 'EUR', to: 'GBP' } });
  expect((await change({ currency: 'GBP' })).statusCode).toBe(200);
  expect((await change({ currency: 'XQZ' })).json()).toMatchObject({
    errors: [{ message: 'Choose a currency such as EUR.' }],
  });
  expect((await change({ locale: 'not a locale' })).statusCode).toBe(422);
});
