import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect } from 'vitest';
import { system, type Actor } from './actor.ts';
import { freezeClock, releaseClock } from './clock.ts';
import { deleteExpiredFiles, deleteFile, getFile, readFile, storeFile } from './files.ts';
import { newId } from './ids.ts';
import { test } from './testing/testing.ts';

const anna: Actor = { kind: 'user', id: newId(), name: 'Anna', role: 'marketer', teamIds: [] };

afterEach(releaseClock);

async function* pieces(whole: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size);
}

test('gives back the bytes that were stored, over several chunks', async ({ db }) => {
  const whole = randomBytes(2_500_000);
  const stored = await storeFile(db, anna, {
    name: 'people.csv',
    mediaType: 'text/csv',
    stream: pieces(whole, 70_001),
  });
  expect(stored).toMatchObject({
    name: 'people.csv',
    media_type: 'text/csv',
    bytes: 2_500_000,
    owner_id: anna.id,
  });
  expect((await buffer(await readFile(db, stored.id))).equals(whole)).toBe(true);
  const chunks = await db
    .selectFrom('platform.file_chunks')
    .select('number')
    .where('file_id', '=', stored.id)
    .execute();
  expect(chunks).toHaveLength(3);
});

test('keeps pieces larger than a chunk, and the empty file', async ({ db }) => {
  const whole = randomBytes(3 * 1_048_576);
  const large = await storeFile(db, anna, {
    name: 'a',
    mediaType: 'text/csv',
    stream: pieces(whole, whole.length),
  });
  expect((await buffer(await readFile(db, large.id))).equals(whole)).toBe(true);
  const empty = await storeFile(db, anna, {
    name: 'b',
    mediaType: 'text/csv',
    stream: pieces(Buffer.alloc(0), 1),
  });
  expect(empty.bytes).toBe(0);
  expect(await buffer(await readFile(db, empty.id))).toHaveLength(0);
});

test('an upload that breaks off leaves nothing', async ({ db }) => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield randomBytes(1_200_000);
    throw new Error('the browser went away');
  }
  const upload = storeFile(db, anna, { name: 'people.csv', mediaType: 'text/csv', stream: broken() });
  await expect(upload).rejects.toThrow('the browser went away');
  expect(
    await db.selectFrom('platform.files').select('id').where('owner_id', '=', anna.id).execute(),
  ).toEqual([]);
});

test('a file is not there before it is whole, nor after it expired or was deleted', async ({ db }) => {
  freezeClock(new Date('2026-03-01T12:00:00Z'));
  const until = new Date('2026-03-01T13:00:00Z');
  const given = { name: 'out.csv', mediaType: 'text/csv', stream: pieces(Buffer.from('a'), 1) };
  const file = await storeFile(db, system, { ...given, expiresAt: until });
  expect((await getFile(db, file.id)).expires_at).toEqual(until);
  freezeClock(new Date('2026-03-01T13:00:01Z'));
  await expect(getFile(db, file.id)).rejects.toThrow('no longer there');
  expect(await deleteExpiredFiles(db)).toBe(1);
  const kept = await storeFile(db, system, { ...given, stream: pieces(Buffer.from('a'), 1) });
  await deleteFile(db, kept.id);
  await expect(readFile(db, kept.id)).rejects.toThrow('no longer there');
});

test('a name carries no path and no control character', async ({ db }) => {
  const stream = pieces(Buffer.from('a'), 1);
  const file = await storeFile(db, anna, {
    name: '../..\\etc/pass\r\nwd.csv',
    mediaType: 'text/csv',
    stream,
  });
  expect(file.name).toBe('passwd.csv');
});
