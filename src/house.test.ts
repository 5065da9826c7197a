import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildApp, openHouse, startWork, type OpenHouse } from './house.ts';
import type { App } from './platform/http/app.ts';
import { sendMail } from './platform/mail.ts';
import { freshDatabase, type FreshDatabase } from './platform/testing/testing.ts';
import { rooms } from './rooms.ts';
import { schedules } from './schedules.ts';
import { actor, signIn, testHouse, type TestActor } from './workspace/testing.ts';

let fresh: FreshDatabase;
let house: OpenHouse;
let app: App;
let work: { stop: () => Promise<void> };
let admin: TestActor;

beforeEach(async () => {
  fresh = await freshDatabase();
  house = await openHouse({ ...testHouse(fresh.db), pool: fresh.pool });
  work = await startWork(house);
  app = await buildApp(house);
  admin = await actor(fresh.db, 'admin');
});

afterEach(async () => {
  await app.close();
  await work.stop();
  await house.close();
  await fresh.close();
});

const soon = { timeout: 9_000, interval: 30 };

test('a mail that is written is taken up by the worker and, without a mail server, held for an administrator', async () => {
  const id = await sendMail(
    fresh.db,
    {
      to: 'anna@example.com',
      subject: 'Hello',
      template: 'letter',
      values: { heading: 'Hello', paragraphs: [] },
      messageClass: 'transactional',
    },
    house.settings.secret,
  );
  const headers = await signIn(app, admin);
  await vi.waitFor(async () => {
    const { items } = (await app.inject({ url: '/api/mails', headers })).json();
    expect(items).toMatchObject([{ id, state: 'held' }]);
  }, soon);
});

test('what one person does is found by search, stands in the activity, and reaches the one it concerns', async () => {
  const rep = await actor(fresh.db, 'rep');
  const headers = await signIn(app, admin);
  const given = { givenName: 'Nora', familyName: 'Castellan' };
  const made = await app.inject({ method: 'POST', url: '/api/contacts', headers, payload: given });
  expect(made.statusCode, made.body).toBe(201);
  const id = made.json().id as string;
  const owner = await app.inject({
    method: 'PUT',
    url: `/api/contacts/${id}/owner`,
    headers,
    payload: { ownerId: rep.id },
  });
  expect(owner.statusCode, owner.body).toBeLessThan(300);
  const found = await app.inject({ url: '/api/search?q=castellan', headers });
  expect(found.json().items).toMatchObject([{ kind: 'contact', id, path: `/contacts/${id}` }]);
  const activity = await app.inject({ url: `/api/activity?subject=contact:${id}`, headers });
  expect(activity.json().items.at(-1)).toMatchObject({ name: 'contact.created', actor: { id: admin.id } });
  const theirs = await signIn(app, rep);
  await vi.waitFor(async () => {
    const { items } = (await app.inject({ url: '/api/notifications', headers: theirs })).json();
    expect(items).toMatchObject([{ kind: 'contact.assigned', path: `/contacts/${id}` }]);
  }, soon);
});

test('the same POST with one Idempotency-Key makes one contact', async () => {
  const headers = { ...(await signIn(app, admin)), 'idempotency-key': 'once' };
  const post = () =>
    app.inject({
      method: 'POST',
      url: '/api/contacts',
      headers,
      payload: { givenName: 'Nora', familyName: 'Once' },
    });
  const [first, second] = [await post(), await post()];
  expect(second.json()).toEqual(first.json());
  expect(second.headers['idempotent-replay']).toBe('true');
  const { rows } = await fresh.pool.query(`select from audience.contacts where family_name = 'Once'`);
  expect(rows).toHaveLength(1);
});

test('every schedule names a job that some room does, at a time cron understands', async () => {
  const jobs = new Set(rooms.flatMap((room) => Object.keys(room.jobs?.(house) ?? {})));
  for (const { cron, job } of schedules) {
    expect(jobs, job).toContain(job);
    expect(cron).toMatch(/^([\d*/,-]+ ){4}[\d*/,-]+$/);
  }
});
