import { expect } from 'vitest';
import type { Db } from '../../platform/db.ts';
import { deliverMail, sendMail } from '../../platform/mail.ts';
import { test } from '../../platform/testing/testing.ts';
import { mailPasswordLink } from '../auth/passwords.ts';
import { changePerson } from '../people/people.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';

const letter = {
  to: 'anna@example.com',
  subject: 'Welcome',
  template: 'letter',
  values: {
    heading: 'Welcome',
    paragraphs: ['Hello'],
    action: { label: 'Join', url: 'https://x.example/?token=t' },
  },
  messageClass: 'transactional',
} as const;

/** Written, and held because there is no mail server. */
async function heldMail(db: Db): Promise<string> {
  const { secret, mailFrom } = testHouse(db).settings;
  const values = { ...letter.values, paragraphs: ['Hello'] };
  const id = await sendMail(db, { ...letter, values }, secret);
  await deliverMail({ db, attempt: 1, maxAttempts: 2 }, { smtpUrl: undefined, mailFrom, secret }, id);
  return id;
}

test('without a mail server an administrator reads the held mail with its link; nobody else does', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const id = await heldMail(db);
  const headers = await signIn(app, await actor(db, 'admin'));
  const list = await app.inject({ url: '/api/mails?state=held', headers });
  expect(list.json().items).toMatchObject([
    { id, to: 'anna@example.com', subject: 'Welcome', state: 'held' },
  ]);
  expect(list.body).not.toContain('token');
  const shown = await app.inject({ url: `/api/mails/${id}`, headers });
  expect(shown.json().text).toContain('https://x.example/?token=t');
  expect(shown.json().html).toContain('https://x.example/?token=t');
  for (const role of ['marketing_manager', 'rep', 'analyst'] as const) {
    const refused = await app.inject({
      url: `/api/mails/${id}`,
      headers: await signIn(app, await actor(db, role)),
    });
    expect(refused.statusCode).toBe(403);
  }
});

test('sent again, it is queued again', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const id = await heldMail(db);
  const headers = await signIn(app, await actor(db, 'owner'));
  const again = await app.inject({ method: 'POST', url: `/api/mails/${id}/attempts`, headers });
  expect(again.json()).toMatchObject({ state: 'queued', error: null });
});

/** What somebody of this role gets who opens the newest mail to this address. */
async function statusFor(db: Db, role: 'admin' | 'owner', address: string): Promise<number> {
  const app = await testApp(testHouse(db));
  const { id } = await db
    .selectFrom('platform.mails')
    .select('id')
    .where('to_address', '=', address)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const headers = await signIn(app, await actor(db, role));
  return (await app.inject({ url: `/api/mails/${id}`, headers })).statusCode;
}

test('an admin cannot become an owner through a reset link in the outbox', async ({ db }) => {
  const { settings } = testHouse(db);
  const [owner, rep] = [await actor(db, 'owner'), await actor(db, 'rep')];
  for (const { email } of [owner, rep]) await mailPasswordLink(db, email, settings);
  expect(await statusFor(db, 'admin', owner.email)).toBe(403);
  expect(await statusFor(db, 'owner', owner.email)).toBe(200);
  expect(await statusFor(db, 'admin', rep.email)).toBe(200);
  await changePerson(db, owner, rep.id, { role: 'owner' });
  expect(await statusFor(db, 'admin', rep.email)).toBe(403);
});

test('nor through the invitation of an owner who has not come yet, revoked or not', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'owner'));
  const email = 'otto@hallow-reed.example';
  const payload = { email, role: 'owner' };
  const invited = await app.inject({ method: 'POST', url: '/api/invitations', headers, payload });
  expect(invited.statusCode, invited.body).toBe(201);
  expect(await statusFor(db, 'admin', email)).toBe(403);
  expect(await statusFor(db, 'owner', email)).toBe(200);
  const url = `/api/invitations/${invited.json().id}`;
  expect((await app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
  expect(await statusFor(db, 'admin', email)).toBe(403);
});
