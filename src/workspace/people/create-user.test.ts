import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, cookiesOf, openTestWorkspace, PASSWORD, testApp, testHouse } from '../testing.ts';
import { createUser } from './create-user.ts';

const nora = { email: 'Nora@Castellan.example', name: 'Nora Castellan', role: 'admin' } as const;
const publicUrl = 'http://localhost:4000';

test('the command line makes somebody who signs in with the given password', async ({ db }) => {
  await openTestWorkspace(db);
  const { person, link } = await createUser(db, system, { ...nora, password: PASSWORD }, publicUrl);
  expect([person.role, link]).toEqual(['admin', null]);
  const app = await testApp(testHouse(db));
  const payload = { email: 'nora@castellan.example', password: PASSWORD };
  expect((await app.inject({ method: 'POST', url: '/api/sign-in', payload })).statusCode).toBe(200);
});

test('without a password it answers a link to choose one', async ({ db }) => {
  await openTestWorkspace(db);
  const { link } = await createUser(db, system, nora, publicUrl);
  const token = new URL(link ?? '').searchParams.get('token');
  const app = await testApp(testHouse(db));
  const answer = await app.inject({
    method: 'PUT',
    url: `/api/password-resets/${token}`,
    payload: { password: PASSWORD },
  });
  expect(answer.statusCode).toBe(204);
});

test('the same address, an easy password or a role above one’s own is refused', async ({ db }) => {
  await openTestWorkspace(db);
  await createUser(db, system, nora, publicUrl);
  await expect(createUser(db, system, nora, publicUrl)).rejects.toThrow('works here already');
  const other = { ...nora, email: 'ben@castellan.example' };
  await expect(createUser(db, system, { ...other, password: 'password123!' }, publicUrl)).rejects.toThrow(
    'easy to guess',
  );
  await expect(
    createUser(db, await actor(db, 'admin'), { ...other, role: 'owner' }, publicUrl),
  ).rejects.toThrow('Only an owner');
});

test('the first one opens the workspace, and is its owner or nobody', async ({ db }) => {
  await expect(createUser(db, system, nora, publicUrl)).rejects.toThrow('has not been set up yet');
  await createUser(db, system, { ...nora, role: 'owner', password: PASSWORD }, publicUrl);
  const app = await testApp(testHouse(db));
  const payload = { email: 'nora@castellan.example', password: PASSWORD };
  const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', payload });
  const me = await app.inject({ url: '/api/me', headers: cookiesOf(signedIn) });
  expect(me.json()).toMatchObject({ user: { role: 'owner' }, workspace: { name: 'My workspace' } });
  const { person } = await createUser(db, system, { ...nora, email: 'ben@castellan.example' }, publicUrl);
  expect(person.role).toBe('admin');
});
