import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, openTestWorkspace, PASSWORD, testApp, testHouse } from '../testing.ts';
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
