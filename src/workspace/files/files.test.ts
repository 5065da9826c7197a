import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import { LARGEST_FILE_BYTES, storeFile } from '../../platform/files.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';

test('a file of any type and more than a megabyte goes up and comes down the same, for its owner', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'marketer'));
  const bytes = randomBytes(2_200_000);
  const up = await app.inject({
    method: 'POST',
    url: '/api/files?name=K%C3%B6ln%20%22fair%22.csv',
    headers: { ...headers, 'content-type': 'application/vnd.ms-excel' },
    payload: bytes,
  });
  expect(up.statusCode, up.body).toBe(201);
  expect(up.json()).toMatchObject({
    name: 'Köln "fair".csv',
    mediaType: 'application/vnd.ms-excel',
    bytes: 2_200_000,
  });
  const down = await app.inject({ url: `/api/files/${up.json().id}`, headers });
  expect(down.rawPayload.equals(bytes)).toBe(true);
  expect(down.headers['content-disposition']).toBe(
    `attachment; filename="K_ln _fair_.csv"; filename*=UTF-8''K%C3%B6ln%20%22fair%22.csv`,
  );
  expect(down.headers['x-content-type-options']).toBe('nosniff');
});

test('nobody else gets it but an administrator', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const up = await app.inject({
    method: 'POST',
    url: '/api/files?name=a.csv',
    headers: { ...(await signIn(app, await actor(db, 'marketer'))), 'content-type': 'text/csv' },
    payload: 'a,b',
  });
  const url = `/api/files/${up.json().id}`;
  const another = await app.inject({ url, headers: await signIn(app, await actor(db, 'marketing_manager')) });
  expect(another.statusCode).toBe(404);
  const admin = await app.inject({ url, headers: await signIn(app, await actor(db, 'admin')) });
  expect(admin.body).toBe('a,b');
  expect((await app.inject({ url })).statusCode).toBe(401);
});

test('says what is missing', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'marketer'));
  const nameless = await app.inject({ method: 'POST', url: '/api/files', headers, payload: 'x' });
  expect(nameless.statusCode).toBe(422);
  const bodyless = await app.inject({ method: 'POST', url: '/api/files?name=a', headers });
  expect(bodyless.json()).toMatchObject({ status: 422, detail: 'Send the file as the body of the request.' });
  const gone = await app.inject({ url: `/api/files/${newId()}`, headers });
  expect(gone.statusCode).toBe(404);
});

test('only whoever may import uploads', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = { ...(await signIn(app, await actor(db, 'rep'))), 'content-type': 'text/csv' };
  const answer = await app.inject({ method: 'POST', url: '/api/files?name=a.csv', headers, payload: 'a,b' });
  expect(answer.statusCode).toBe(403);
});

test('one person keeps 3 GB here at most; what has expired and what others keep does not count', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const [who, other] = [await actor(db, 'marketer'), await actor(db, 'marketer')];
  const headers = { ...(await signIn(app, who)), 'content-type': 'text/csv' };
  const upload = (payload: string) =>
    app.inject({ method: 'POST', url: '/api/files?name=a.csv', headers, payload });
  const at = new Date();
  const file = { name: 'x', media_type: 'text/csv', owner_kind: 'user' as const, stored_at: at };
  const [later, before] = [new Date(at.getTime() + 60_000), new Date(at.getTime() - 60_000)];
  const most = 3 * LARGEST_FILE_BYTES;
  await db
    .insertInto('platform.files')
    .values([
      { ...file, id: newId(), owner_id: who.id, bytes: most - 5, expires_at: later },
      { ...file, id: newId(), owner_id: who.id, bytes: most, expires_at: before },
      { ...file, id: newId(), owner_id: other.id, bytes: most, expires_at: later },
    ])
    .execute();
  expect((await upload('a,b')).statusCode).toBe(201);
  const refused = await upload('c,d');
  expect(refused.json()).toMatchObject({ status: 409, detail: expect.stringContaining('more than 3 GB') });
  // Also when nobody says beforehand how long it is.
  const stream = Readable.from(['c,', 'd']);
  const stored = storeFile(db, who, { name: 'x', mediaType: 'text/csv', stream, atMost: 2 });
  await expect(stored).rejects.toThrow('more than 3 GB');
  const kept = await db.selectFrom('platform.files').select('id').where('owner_id', '=', who.id).execute();
  expect(kept).toHaveLength(3);
});
