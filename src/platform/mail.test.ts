import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect } from 'vitest';
import { sql } from 'kysely';
import type { Db } from './db.ts';
import { bodyOf, deliverMail, forgetOldMails, getMail, listMails, retryMail, sendMail } from './mail.ts';
import { closeTransports } from './mail/transport.ts';
import { test } from './testing/testing.ts';

const secret = 'a secret that only tests know, long enough';
const from = 'Acme <hello@acme.example>';
const link = 'https://tandem.example/welcome?token=a&b=c';
const letter = {
  to: 'anna@example.com',
  subject: 'Welcome,\r\nAnna',
  template: 'letter',
  values: {
    heading: 'Welcome to <Acme>',
    paragraphs: ['Ben asked you to join.', 'See you.'],
    action: { label: 'Join', url: link },
  },
  messageClass: 'transactional',
} as const satisfies Parameters<typeof sendMail<'letter'>>[1];

type Post = { url: string; received: Email[]; answer: { code: number } | null; close: () => Promise<void> };

/** A mail server on this machine that keeps what it is sent, or answers `answer`. */
async function openPost(): Promise<Post> {
  const post: Post = { url: '', received: [], answer: null, close: async () => undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      done(
        post.answer ? Object.assign(new Error('No such person'), { responseCode: post.answer.code }) : null,
      );
    },
    onData: (stream, _session, done) => {
      void (async () => {
        post.received.push(await PostalMime.parse(await buffer(stream)));
        done();
      })();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  post.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  post.close = async () => {
    await closeTransports();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return post;
}

let post: Post | undefined;
afterEach(async () => {
  await post?.close();
  post = undefined;
});

async function jobsOf(db: Db, id: string): Promise<number> {
  const { rows } = await sql`select 1 from graphile_worker.jobs where key = ${`mail:${id}`}`.execute(db);
  return rows.length;
}

test('goes out as HTML and text, with what was given, and forgets its link once sent', async ({ db }) => {
  post = await openPost();
  const id = await sendMail(db, letter, secret);
  expect(await jobsOf(db, id)).toBe(1);
  await deliverMail({ db, attempt: 1, maxAttempts: 3 }, { smtpUrl: post.url, mailFrom: from, secret }, id);
  const [mail] = post.received;
  expect(mail?.from).toMatchObject({ address: 'hello@acme.example', name: 'Acme' });
  expect(mail?.to?.[0]).toMatchObject({ address: 'anna@example.com' });
  expect(mail?.subject).toBe('Welcome, Anna');
  expect(mail?.text).toContain(`Join:\n${link}`);
  expect(mail?.text).toContain('Welcome to <Acme>');
  expect(mail?.html).toContain('Welcome to &lt;Acme&gt;');
  expect(mail?.html).toContain('href="https://tandem.example/welcome?token=a&amp;b=c"');
  expect(mail?.html).not.toMatch(/{{|{%|<link/);
  const kept = await getMail(db, id);
  expect(kept).toMatchObject({ state: 'sent', sealed_values: null, attempts: 1, error: null });
  expect(mail?.messageId).toBe(kept.message_id);
  expect(await bodyOf(kept, secret)).toBeNull();
  await expect(retryMail(db, id)).rejects.toThrow('This mail was sent');
});

test('a mail that was sent is not sent again when its job runs twice', async ({ db }) => {
  post = await openPost();
  const id = await sendMail(db, letter, secret);
  const context = { db, attempt: 1, maxAttempts: 3 };
  await deliverMail(context, { smtpUrl: post.url, mailFrom: from, secret }, id);
  await deliverMail(context, { smtpUrl: post.url, mailFrom: from, secret }, id);
  expect(post.received).toHaveLength(1);
});

test('without a mail server it is held, its link can be read, and it goes out later', async ({ db }) => {
  const id = await sendMail(db, letter, secret);
  await deliverMail({ db, attempt: 1, maxAttempts: 3 }, { smtpUrl: undefined, mailFrom: from, secret }, id);
  const held = await getMail(db, id);
  expect(held).toMatchObject({ state: 'held', error: expect.stringContaining('SMTP_URL') });
  expect((await bodyOf(held, secret))?.text).toContain(link);
  expect((await listMails(db, { state: 'held', limit: 5 })).map((mail) => mail.id)).toContain(id);
  await retryMail(db, id);
  post = await openPost();
  await deliverMail({ db, attempt: 1, maxAttempts: 3 }, { smtpUrl: post.url, mailFrom: from, secret }, id);
  expect(post.received).toHaveLength(1);
});

test('a server that is away: the error is stored, the job tries again, the last failure is told', async ({
  db,
}) => {
  const nobody = { smtpUrl: 'smtp://127.0.0.1:1', mailFrom: from, secret };
  const id = await sendMail(db, letter, secret);
  await expect(deliverMail({ db, attempt: 1, maxAttempts: 2 }, nobody, id)).rejects.toThrow();
  expect(await getMail(db, id)).toMatchObject({
    state: 'queued',
    error: expect.stringContaining('ECONNREFUSED'),
  });
  await expect(deliverMail({ db, attempt: 2, maxAttempts: 2 }, nobody, id)).rejects.toThrow();
  expect(await getMail(db, id)).toMatchObject({ state: 'failed', attempts: 2 });
  const told = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
  expect(told).toMatchObject([{ name: 'mail.failed', payload: { to: 'anna@example.com' } }]);
});

test('an address the server refuses for good is not tried again', async ({ db }) => {
  post = await openPost();
  post.answer = { code: 550 };
  const id = await sendMail(db, letter, secret);
  await deliverMail({ db, attempt: 1, maxAttempts: 9 }, { smtpUrl: post.url, mailFrom: from, secret }, id);
  expect(await getMail(db, id)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('No such person'),
  });
});

test('what was never sent is forgotten after its time', async ({ db }) => {
  const id = await sendMail(db, letter, secret);
  await forgetOldMails(db, new Date(Date.now() + 1_000));
  expect((await getMail(db, id)).sealed_values).toBeNull();
  await expect(retryMail(db, id)).rejects.toThrow('too old');
});
