import type { InjectOptions } from 'fastify';
import { describe, expect } from 'vitest';
import { audience } from '../audience/audience.ts';
import { makeContact } from '../audience/testing.ts';
import { system, type Role } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../workspace/testing.ts';
import { emptyInbox } from './intake/testing.ts';
import { record } from './record.ts';
import { makeSource, pageView, storedOf } from './testing.ts';
import { touchpoints } from './touchpoints.ts';

async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience, touchpoints]);
  const who = await actor(db, role);
  const headers = await signIn(app, who);
  return { who, api: (options: InjectOptions) => app.inject({ headers, ...options }) };
}

describe('by hand', () => {
  test('a call is on the line at once, with who made it and what came of it', async ({ db }) => {
    const { id } = await makeContact(db);
    const { api, who } = await apiOf(db, 'rep');
    const payload = {
      kind: 'call_cold',
      name: 'First call',
      outcome: 'interested',
      minutes: 7,
      occurredAt: '2026-11-20T09:00:00Z',
    };
    const logged = await api({ method: 'POST', url: `/api/contacts/${id}/touchpoints`, payload });
    expect(logged.statusCode, logged.body).toBe(201);
    expect(logged.json()).toMatchObject({
      kind: 'call_cold',
      channel: 'phone',
      team: 'sales',
      occurredAt: '2026-11-20T09:00:00.000Z',
      actor: { id: who.id, name: who.name },
      properties: { outcome: 'interested', minutes: 7 },
      source: { name: 'Logged by hand' },
    });
    const line = (await api({ url: `/api/contacts/${id}/timeline` })).json();
    expect(line).toMatchObject({
      items: [{ id: logged.json().id }],
      next: null,
      activity: { touchCount: 1, firstChannel: 'phone' },
    });
  });

  test('a visit has its expense, and what somebody heard its channel; a note is no touch', async ({ db }) => {
    const { id } = await makeContact(db);
    const { api } = await apiOf(db, 'marketer');
    const log = (payload: object) => api({ method: 'POST', url: `/api/contacts/${id}/touchpoints`, payload });
    const visit = await log({
      kind: 'visit',
      expense: { amount: 4250, currency: 'GBP' },
      occurredAt: '2026-11-19T09:00:00Z',
    });
    expect(visit.json()).toMatchObject({
      channel: 'visit',
      properties: { expense: { amount: 4250, currency: 'GBP' } },
    });
    const heard = await log({
      kind: 'heard_of_us',
      channel: 'radio',
      name: 'Spot on Antenne',
      occurredAt: '2026-11-01T09:00:00Z',
    });
    expect(heard.json()).toMatchObject({ channel: 'radio', team: 'marketing' });
    await log({ kind: 'note', note: 'Prefers mornings' });
    expect((await api({ url: `/api/contacts/${id}/timeline` })).json()).toMatchObject({
      activity: { touchCount: 2, firstChannel: 'radio', lastChannel: 'visit' },
    });
  });

  test('what cannot be is said in words', async ({ db }) => {
    const { id } = await makeContact(db);
    const { api } = await apiOf(db, 'admin');
    const log = async (payload: object) =>
      (await api({ method: 'POST', url: `/api/contacts/${id}/touchpoints`, payload })).json().errors;
    expect(await log({ kind: 'page_view' })).toEqual([
      { field: 'kind', message: 'Choose one of the kinds that are logged by hand.' },
    ]);
    expect(await log({ kind: 'visit', occurredAt: '2099-01-01T00:00:00Z' })).toMatchObject([
      { field: 'occurredAt' },
    ]);
    expect(await log({ kind: 'visit', expense: { amount: 42.5, currency: 'GBP' } })).toMatchObject([
      { field: 'expense.amount', message: 'Give the amount in the smallest unit, such as cents.' },
    ]);
  });

  test('a rep logs nothing on a contact of another team, and does not see its line', async ({ db }) => {
    const stranger = await actor(db, 'rep');
    const { id } = await makeContact(db, { ownerId: stranger.id });
    const { api } = await apiOf(db, 'rep');
    const log = await api({
      method: 'POST',
      url: `/api/contacts/${id}/touchpoints`,
      payload: { kind: 'visit' },
    });
    expect(log.statusCode).toBe(404);
    expect((await api({ url: `/api/contacts/${id}/timeline` })).statusCode).toBe(404);
  });

  test('a kind declared here can be logged, and is listed beside the built-in ones', async ({ db }) => {
    const { id } = await makeContact(db);
    const { api } = await apiOf(db, 'admin');
    const declare = (kind: string) =>
      api({
        method: 'POST',
        url: '/api/touchpoint-kinds',
        payload: { kind, label: 'Salon training', channel: 'event' },
      });
    expect((await declare('salon_training')).statusCode).toBe(201);
    expect((await declare('salon_training')).statusCode).toBe(409);
    expect((await declare('visit')).statusCode).toBe(422);
    const logged = await api({
      method: 'POST',
      url: `/api/contacts/${id}/touchpoints`,
      payload: { kind: 'salon_training' },
    });
    expect(logged.json()).toMatchObject({ kind: 'salon_training', channel: 'event' });
    const { items } = (await api({ url: '/api/touchpoint-kinds' })).json();
    expect(items).toContainEqual({
      kind: 'salon_training',
      label: 'Salon training',
      channel: 'event',
      team: null,
      hand: true,
      declared: true,
    });
  });
});

describe('the timeline', () => {
  test('is read page by page, newest first, over all months, and narrowed', async ({ db }) => {
    const { id } = await makeContact(db, { email: 'nora@castellan.example' });
    const source = await makeSource(db);
    const days = Array.from({ length: 7 }, (_, n) => `2026-${String(n + 4).padStart(2, '0')}-10T10:00:00Z`);
    const person = { email: 'nora@castellan.example' };
    await record(
      db,
      system,
      source,
      days.map((at, n) =>
        pageView({
          at,
          person,
          channel: n % 2 ? 'ad' : 'radio',
          team: 'marketing',
          campaign: n === 3 ? 'spring' : null,
        }),
      ),
    );
    const { api } = await apiOf(db, 'analyst');
    const page = async (query: string) =>
      (await api({ url: `/api/contacts/${id}/timeline?${query}` })).json();
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { items, next } = await page(`limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...items.map(({ occurredAt }: { occurredAt: string }) => occurredAt));
      if (next === null) break;
      cursor = next;
    }
    expect(seen).toEqual(days.toReversed().map((day) => new Date(day).toISOString()));
    expect((await page('channel=ad')).items).toHaveLength(3);
    expect((await page('channel=ad,radio&kind=page_view&team=marketing')).items).toHaveLength(7);
    expect((await page('campaign=spring')).items).toHaveLength(1);
    expect((await page('team=sales')).items).toEqual([]);
  });

  test('of a visitor who turned out to be somebody is found under the old id', async ({ db }) => {
    const { id } = await makeContact(db, { email: 'nora@castellan.example' });
    const source = await makeSource(db);
    await record(db, system, source, [pageView()]);
    const visitor = (await storedOf(db, source))[0]?.contact_id ?? '';
    await record(db, system, source, [
      pageView({ kind: 'identify', person: { anonymousId: 'browser-1', email: 'nora@castellan.example' } }),
    ]);
    const { api } = await apiOf(db, 'admin');
    const { items } = (await api({ url: `/api/contacts/${visitor}/timeline?kind=page_view` })).json();
    expect(items).toMatchObject([{ contactId: id, originId: visitor }]);
  });
});

describe('sources', () => {
  test('show their key once, count what came, and end when revoked', async ({ db }) => {
    const { api } = await apiOf(db, 'admin');
    const made = await api({
      method: 'POST',
      url: '/api/sources',
      payload: { kind: 'segment', name: 'Shop' },
    });
    expect(made.statusCode, made.body).toBe(201);
    const { id, writeKey, keyStart } = made.json();
    expect(writeKey.startsWith(keyStart)).toBe(true);
    const send = () =>
      api({
        method: 'POST',
        url: '/v1/batch',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({
          writeKey,
          batch: [{ type: 'page', userId: 'u1', messageId: 'm1' }, 'nonsense'],
        }),
      });
    expect([(await send()).statusCode, (await send()).statusCode]).toEqual([200, 200]);
    await emptyInbox(db);
    const { items } = (await api({ url: '/api/sources' })).json();
    expect(items.find((each: { id: string }) => each.id === id)).toMatchObject({
      name: 'Shop',
      keyStart,
      seen: 4,
      stored: 1,
      lastError: 'This message cannot be used: not an object.',
    });
    expect(JSON.stringify(items)).not.toContain(writeKey);
    const counts = (await api({ url: `/api/sources/${id}/counts` })).json();
    expect(counts).toMatchObject({
      days: [{ seen: 4, stored: 1, duplicate: 1, skipped: 2, bot: 0 }],
      reasons: [{ outcome: 'skipped', reason: 'not an object', count: 2 }],
    });
    expect((await api({ method: 'DELETE', url: `/api/sources/${id}/key` })).statusCode).toBe(204);
    expect((await api({ method: 'DELETE', url: `/api/sources/${id}/key` })).statusCode).toBe(409);
    const listed = (await api({ url: '/api/sources' }))
      .json()
      .items.find((each: { id: string }) => each.id === id);
    expect(listed.revokedAt).not.toBeNull();
  });

  test('are made by managers of marketing and administrators only', async ({ db }) => {
    const { api } = await apiOf(db, 'rep');
    const made = await api({ method: 'POST', url: '/api/sources', payload: { kind: 'web', name: 'Shop' } });
    expect(made.statusCode).toBe(403);
  });
});

describe('a personal link', () => {
  test('is made for a page, and leads a browser to the contact', async ({ db }) => {
    const { id } = await makeContact(db);
    const { api } = await apiOf(db, 'marketer');
    const payload = { url: 'https://shop.example/pricing?utm_campaign=spring', days: 7 };
    const made = await api({ method: 'POST', url: `/api/contacts/${id}/links`, payload });
    expect(made.statusCode, made.body).toBe(201);
    const { url, expiresAt } = made.json();
    expect(url).toMatch(/^https:\/\/shop\.example\/pricing\?utm_campaign=spring&tdm=[\w-]{40}$/);
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(7);
    expect(days).toBeLessThanOrEqual(8);
    const { key, ...source } = await makeSource(db, 'web');
    await api({
      method: 'POST',
      url: '/v1/page',
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0 Safari/537.36' },
      payload: JSON.stringify({ writeKey: key, context: { page: { url } } }),
    });
    await emptyInbox(db);
    expect(await storedOf(db, source)).toMatchObject([{ contact_id: id }]);
  });

  test('is made by whoever may see the contact, for an address of the web and a present person', async ({
    db,
  }) => {
    const somebodys = await actor(db, 'sales_manager');
    const { id } = await makeContact(db, { ownerId: somebodys.id });
    const payload = { url: 'https://shop.example/' };
    const ask = async (role: Role, body: object = payload) => {
      const { api } = await apiOf(db, role);
      return api({ method: 'POST', url: `/api/contacts/${id}/links`, payload: body });
    };
    expect((await ask('rep')).statusCode).toBe(404);
    for (const url of ['javascript:alert(1)', 'shop.example', '', 'ftp://shop.example'])
      expect((await ask('marketer', { url })).json().errors, url).toEqual([
        {
          field: 'url',
          message: 'Enter the whole address of a page, such as https://www.example.com/pricing.',
        },
      ]);
    expect((await ask('marketer', { ...payload, days: 400 })).statusCode).toBe(422);
    await db.updateTable('audience.contacts').set({ deleted_at: new Date() }).where('id', '=', id).execute();
    const refused = await ask('marketer');
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      'Nora Castellan was deleted. Restore the contact first.',
    ]);
  });
});
