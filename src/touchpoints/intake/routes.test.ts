import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { describe, expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { countsOf, storedOf } from '../testing.ts';
import { emptyInbox, intakeOf, view } from './testing.ts';
import { sharedData } from '../../platform/testing/shared.ts';

describe('the protocol', () => {
  test('every call is stored under its kind, with what it says', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    const calls = {
      page: view(),
      screen: { anonymousId: 'browser-1', name: 'Basket' },
      track: {
        userId: 7,
        event: 'Order Completed',
        properties: { revenue: 39.9, currency: 'eur', items: 2 },
      },
      identify: {
        userId: 7,
        traits: { email: 'nora@castellan.example', name: 'Nora Castellan', company: { name: 'Castellan' } },
      },
      group: { userId: 7, groupId: 'g1', traits: { name: 'Castellan Ltd' } },
      alias: { userId: 'seven', previousId: '7' },
    };
    for (const [path, payload] of Object.entries(calls))
      expect((await post(path, payload)).json(), path).toEqual({ success: true });
    const stored = await storedOf(db, source);
    expect(Object.fromEntries(stored.map((row) => [row.kind, row]))).toMatchObject({
      page_view: { name: 'Pricing', channel: 'radio', campaign: 'spring', team: 'marketing' },
      screen_view: { name: 'Basket' },
      event: { name: 'Order Completed', value: 3990, currency: 'EUR', properties: { items: 2 } },
      identify: {},
      group: {},
      alias: {},
    });
    const ids = new Set(stored.filter(({ kind }) => !/view/.test(kind)).map((row) => row.contact_id));
    expect(ids.size).toBe(1);
    const contact = db
      .selectFrom('audience.contacts')
      .selectAll()
      .where('id', '=', [...ids][0] ?? '');
    expect(await contact.executeTakeFirst()).toMatchObject({
      given_name: 'Nora',
      family_name: 'Castellan',
      email: 'nora@castellan.example',
      company_name: 'Castellan',
      stage: 'lead',
    });
  });

  test('the official Node client, unchanged, delivers', async ({ db }) => {
    const { app, source } = await intakeOf(db);
    const host = await app.listen({ host: '127.0.0.1', port: 0 });
    const client = new Analytics({ writeKey: source.key, host });
    client.identify({ userId: 'u1', traits: { email: 'nora@castellan.example' } });
    client.track({ userId: 'u1', event: 'Demo asked for' });
    await client.closeAndFlush();
    await app.close();
    await emptyInbox(db);
    expect(await storedOf(db, source)).toHaveLength(2);
  });

  test('a batch of the Node client, sent again as it does after a lost answer, is stored once', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db);
    // As @segment/analytics-node 2 writes it on the wire.
    const message = (n: number) => ({
      userId: 'u1',
      event: 'Step',
      properties: { n },
      type: 'track',
      integrations: {},
      _metadata: { nodeVersion: '24' },
      context: { library: { name: '@segment/analytics-node', version: '2.3.0' } },
      timestamp: '2026-11-20T10:00:00.000Z',
      messageId: `node-next-1763-${n}`,
    });
    const payload = { batch: [1, 2, 3].map(message), sentAt: new Date().toISOString(), writeKey: source.key };
    const headers = { authorization: '', 'user-agent': 'analytics-node-next/latest' };
    for (const attempt of [1, 2])
      expect((await post('batch', payload, { headers })).statusCode, `${attempt}`).toBe(200);
    expect(await storedOf(db, source)).toHaveLength(3);
    expect(await countsOf(db, source)).toEqual({ seen: 6, stored: 3, duplicate: 3, skipped: 0, bot: 0 });
  });

  test('it may come packed, as Segment’s other libraries send it, but not unpack to a mountain', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db);
    const packed = (payload: unknown) =>
      post('batch', gzipSync(JSON.stringify(payload)), { headers: { 'content-encoding': 'gzip' } });
    expect((await packed({ batch: [view()] })).statusCode).toBe(200);
    expect(await storedOf(db, source)).toHaveLength(1);
    const bomb = await packed({ batch: [view({ properties: { text: 'x'.repeat(20_000_000) } })] });
    expect(bomb.statusCode).toBe(413);
  });

  test('the sender’s clock is put right by ours, and what cannot be is taken as now, with the reason', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db);
    const skewed = Date.now() + 3_600_000;
    const payload = {
      sentAt: new Date(skewed),
      batch: [
        view({ timestamp: new Date(skewed - 60_000), messageId: 'skewed' }),
        view({ timestamp: '0001-01-01T00:00:00Z', messageId: 'ancient', anonymousId: 'b2' }),
        view({ timestamp: 'yesterday', messageId: 'unreadable', anonymousId: 'b3' }),
      ],
    };
    expect((await post('batch', payload)).statusCode).toBe(200);
    const stored = await storedOf(db, source);
    const ages = stored.map((row) =>
      Math.round((row.received_at.getTime() - row.occurred_at.getTime()) / 1_000),
    );
    expect(ages.toSorted((a, b) => b - a)).toEqual([60, 0, 0]);
    const reasons = stored.flatMap(
      ({ properties }) => (properties['clock'] as { why: string } | undefined)?.why ?? [],
    );
    expect(reasons.toSorted()).toEqual(['not a time', 'too long ago']);
  });

  test('a form is called what it says it is', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    const forms = [{ form: 'demo' }, { formId: 'quote' }, { form_id: 'call' }, {}];
    for (const properties of forms)
      await post('track', { userId: 'u1', event: 'Form Submitted', properties });
    const stored = await storedOf(db, source);
    expect(stored.every(({ kind }) => kind === 'form_submitted')).toBe(true);
    expect(new Set(stored.map(({ name }) => name))).toEqual(
      new Set(['demo', 'quote', 'call', 'Form Submitted']),
    );
  });

  test('who replied to an e-mail, and who ordered, comes as what it is', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    for (const event of ['Email Replied', 'email_unsubscribed', 'Order Placed'])
      await post('track', { userId: 'u1', event });
    const stored = await storedOf(db, source);
    expect(stored.map(({ kind }) => kind).toSorted()).toEqual([
      'email_replied',
      'email_unsubscribed',
      'order_placed',
    ]);
  });

  test('an event named like a declared kind is of that kind', async ({ db }) => {
    const made = {
      label: 'Shade quiz',
      channel: 'store' as const,
      team: 'marketing' as const,
      created_by: null,
    };
    await db
      .insertInto('touchpoints.kinds')
      .values({ kind: 'shade_quiz', ...made, created_at: new Date() })
      .execute();
    const { source, post } = await intakeOf(db);
    await post('track', { userId: 'u1', event: 'Shade Quiz' });
    expect(await storedOf(db, source)).toMatchObject([
      { kind: 'shade_quiz', name: 'Shade Quiz', channel: 'store' },
    ]);
  });
});

describe('a browser', () => {
  test('sends across sites without asking first, with its key in the body, and may ask', async ({ db }) => {
    const { app, source, post } = await intakeOf(db, 'web');
    const headers = {
      authorization: '',
      'content-type': 'text/plain;charset=UTF-8',
      origin: 'https://shop.example',
      'sec-fetch-site': 'cross-site',
    };
    const answer = await post('batch', { writeKey: source.key, batch: [view()] }, { headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const asked = await app.inject({
      method: 'OPTIONS',
      url: '/v1/batch',
      headers: { origin: 'https://shop.example' },
    });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-headers']).toContain('authorization');
    const script = await app.inject({ url: '/t.js' });
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  test('that has not agreed is one visitor a day, and its visits never become a person’s', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const nameless = view({ anonymousId: undefined });
    await post('page', nameless);
    await post('page', view({ anonymousId: undefined }));
    await post('page', view({ anonymousId: undefined }), { remoteAddress: '203.0.113.9' });
    await post('identify', { traits: { email: 'nora@castellan.example' } });
    const stored = await storedOf(db, source);
    const views = stored.filter(({ kind }) => kind === 'page_view').map((row) => row.contact_id);
    expect(new Set(views).size).toBe(2);
    expect(views).not.toContain(stored.find(({ kind }) => kind === 'identify')?.contact_id);
    const kept = await db
      .selectFrom('audience.identities')
      .select('value')
      .where('kind', '=', 'anonymous')
      .execute();
    expect(JSON.stringify([stored, kept])).not.toContain('203.0.113.9');
  });

  test('may not say that somebody was called, nor write into the past', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    await post('track', { anonymousId: 'b', event: 'call_cold', timestamp: '2011-01-01T00:00:00Z' });
    expect(await storedOf(db, source)).toMatchObject([
      { kind: 'event', properties: { clock: { why: 'too long ago' } } },
    ]);
  });

  test('that is a bot is counted apart: by its name, and by the shape of what it does', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    await post('page', view(), { headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' } });
    const at = Date.now() - 5_000;
    const burst = [0, 1, 2, 3, 4, 5].map((n) =>
      view({
        anonymousId: 'scanner',
        timestamp: new Date(at + n * 100),
        properties: { url: `https://shop.example/${n}` },
      }),
    );
    await post('batch', { batch: burst });
    expect(await countsOf(db, source)).toEqual({ seen: 7, stored: 4, duplicate: 0, skipped: 0, bot: 3 });
    const reasons = db
      .selectFrom('touchpoints.source_reasons')
      .select(['reason', 'count'])
      .where('source_id', '=', source.id);
    expect(await reasons.orderBy('reason').execute()).toEqual([
      { reason: 'many pages in a second', count: 2 },
      { reason: 'named itself', count: 1 },
    ]);
  });
});

const samples = `${sharedData}/10_payloads/segment`;

test.skipIf(!existsSync(samples))(
  'the payloads of Segment’s own documentation are stored (needs them on this machine)',
  async ({ db }) => {
    const { source, post } = await intakeOf(db);
    for (const name of ['identify', 'page', 'track'])
      expect((await post(name, readFileSync(`${samples}/${name}.json`, 'utf8'))).json()).toEqual({
        success: true,
      });
    const stored = await storedOf(db, source);
    expect(stored.map(({ kind, name, properties }) => [kind, name, properties['url']])).toEqual([
      ['identify', null, undefined],
      ['event', 'Course Clicked', 'https://segment.com/academy/'],
    ]);
    // The documentation gives its identify and its page one message id, so one of them is a duplicate.
    expect(await countsOf(db, source)).toMatchObject({ seen: 3, stored: 2, duplicate: 1 });
  },
);
