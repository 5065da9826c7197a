import { gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { openDatabase } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { testApp, testHouse } from '../../workspace/testing.ts';
import { countsOf, storedOf } from '../testing.ts';
import { touchpoints } from '../touchpoints.ts';

import { intakeOf, view } from './testing.ts';

describe('what cannot be used', () => {
  test.for([
    ['{"batch": [', 400, 'The body is not valid JSON. Nothing was stored.', 'not JSON'],
    [
      '{"messages": []}',
      400,
      'A batch is an object with a list of messages under "batch". Nothing was stored.',
      'no batch',
    ],
  ] as const)('is refused in words and counted: %s', async ([body, status, detail, reason], { db }) => {
    const { source, post } = await intakeOf(db);
    const answer = await post('batch', body);
    expect([answer.statusCode, answer.json().detail]).toEqual([status, detail]);
    expect(await countsOf(db, source)).toMatchObject({ seen: 1, skipped: 1 });
    const reasons = db
      .selectFrom('touchpoints.source_reasons')
      .select('reason')
      .where('source_id', '=', source.id);
    expect(await reasons.execute()).toEqual([{ reason }]);
    const noted = db.selectFrom('touchpoints.sources').select('last_error').where('id', '=', source.id);
    expect(await noted.executeTakeFirst()).toEqual({ last_error: detail });
  });

  test.for([
    ['nothing', '', {}, 400, /not valid JSON/, 'not JSON'],
    ['bytes', Buffer.from([0, 255, 254, 1, 2, 3]), {}, 400, /not valid JSON/, 'not JSON'],
    ['UTF-16', Buffer.from('{"batch":[]}', 'utf16le'), {}, 400, /not valid JSON/, 'not JSON'],
    ['a number', '5', {}, 400, /A batch is an object/, 'no batch'],
    [
      'a list of 2,501',
      JSON.stringify({ batch: Array(2_501).fill(1) }),
      {},
      400,
      /at most 2500/,
      'too many messages',
    ],
    ['what is no gzip', 'plain', { 'content-encoding': 'gzip' }, 400, /decompress/, 'unreadable'],
    ['a packing nobody knows', 'x', { 'content-encoding': 'zzz' }, 415, /Content-Encoding/, 'unreadable'],
    [
      'a bomb',
      gzipSync('['.repeat(30_000_000)),
      { 'content-encoding': 'gzip' },
      413,
      /larger than what can be sent at once/,
      'too large',
    ],
  ] as const)(
    'is a problem in words, counted, and writes nothing: %s',
    async ([_what, body, headers, status, detail, reason], { db }) => {
      const { source, post } = await intakeOf(db);
      const answer = await post('batch', body, { headers });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.json()).toMatchObject({ status, detail: expect.stringMatching(detail) });
      expect(await storedOf(db, source)).toEqual([]);
      expect(await countsOf(db, source)).toEqual({ seen: 1, stored: 0, duplicate: 0, skipped: 1, bot: 0 });
      const reasons = db
        .selectFrom('touchpoints.source_reasons')
        .select('reason')
        .where('source_id', '=', source.id);
      expect(await reasons.execute()).toEqual([{ reason }]);
    },
  );

  test('nested a hundred thousand deep is skipped like any other, and the rest is stored', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const far = `{"type":"track","event":"x","userId":"u","properties":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`;
    const answer = await post('batch', `{"batch":[${deep},${far},${JSON.stringify(view())}]}`);
    expect(answer.json()).toMatchObject({
      success: true,
      skipped: [
        { index: 0, reason: 'not an object' },
        { index: 1, reason: 'nested too deep' },
      ],
    });
    expect(await storedOf(db, source)).toHaveLength(1);
  });

  test('a body that is too large is a 413, counted too', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    const answer = await post('batch', { batch: [view({ properties: { text: 'x'.repeat(600_000) } })] });
    expect(answer.statusCode).toBe(413);
    expect(answer.json().detail).toMatch(/takes 512 kB at most. Nothing of it was stored/);
    expect(await countsOf(db, source)).toMatchObject({ seen: 1, skipped: 1 });
  });

  test('in a batch is skipped with its reason, and the rest is stored', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    let deep: unknown = 1;
    for (let n = 0; n < 30; n++) deep = [deep];
    const batch = [
      view(),
      'text',
      { type: 'dance', userId: 'u1' },
      { type: 'track', userId: 'u1' },
      { type: 'page', userId: ['u1'] },
      { type: 'page', userId: 'u1', properties: 'none' },
      view({ properties: { text: 'x'.repeat(33_000) } }),
      view({ properties: { deep } }),
    ];
    const answer = await post('batch', { batch });
    expect(answer.json()).toEqual({
      success: true,
      skipped: [
        { index: 1, reason: 'not an object' },
        { index: 2, reason: 'unknown type' },
        { index: 3, reason: 'no event name' },
        { index: 4, reason: 'userId is no text' },
        { index: 5, reason: 'properties is no object' },
        { index: 6, reason: 'too large' },
        { index: 7, reason: 'nested too deep' },
      ],
    });
    expect(await countsOf(db, source)).toEqual({ seen: 8, stored: 1, duplicate: 0, skipped: 7, bot: 0 });
  });

  test('alone is refused with the reason', async ({ db }) => {
    const { post } = await intakeOf(db);
    const answer = await post('track', { userId: 'u1' });
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      'This message cannot be used: no event name.',
    ]);
  });

  test('an unknown write key and none are refused, and a revoked one stores nothing', async ({ db }) => {
    const { source, post } = await intakeOf(db);
    const unknown = await post('page', view(), {
      headers: { authorization: `Basic ${btoa('tandem_write_x:')}` },
    });
    expect([unknown.statusCode, unknown.json().detail]).toEqual([
      403,
      'There is no source with this write key, or it was revoked. Nothing was stored.',
    ]);
    expect((await post('page', view(), { headers: { authorization: '' } })).json().detail).toMatch(
      /^Send the write key/,
    );
    expect(await storedOf(db, source)).toEqual([]);
  });

  test('while the database is away the answer is 503 with Retry-After', async () => {
    const away = openDatabase('postgres://127.0.0.1:1/nowhere');
    const app = await testApp(testHouse(away.db), [touchpoints]);
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/page',
      payload: JSON.stringify({ ...view(), writeKey: 'k' }),
      headers: { 'content-type': 'text/plain' },
    });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    await away.close();
  });
});
