import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { getMail, sendMail } from '../mail.ts';
import { seal } from '../seal.ts';
import { freshDatabase, type FreshDatabase } from '../testing/testing.ts';
import { forgetSealed } from './sealed.ts';

const secret = 'a secret that only tests know, long enough';
let fresh: FreshDatabase;

beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

test('what only the old secret opened is gone, and an unsent mail says why', async () => {
  const { db, pool } = fresh;
  const values = { heading: 'Hello', paragraphs: [] };
  const letter = { template: 'letter', values, messageClass: 'transactional' } as const;
  const id = await sendMail(db, { ...letter, to: 'a@b.example', subject: 'Hello' }, secret);
  const kept = { actor_id: newId(), key: 'once', route: 'POST /x', body_hash: Buffer.from('x'), status: 201 };
  await db
    .insertInto('platform.idempotency_keys')
    .values({ ...kept, answer: seal('{}', secret) })
    .execute();

  const client = await pool.connect();
  expect(await forgetSealed(client)).toEqual({ mails: 1 });
  client.release();

  expect(await getMail(db, id)).toMatchObject({
    sealed_values: null,
    state: 'failed',
    error: expect.stringContaining('Send it anew'),
  });
  const answers = await db.selectFrom('platform.idempotency_keys').select(['key', 'answer']).execute();
  expect(answers).toEqual([{ key: 'once', answer: null }]);
});
