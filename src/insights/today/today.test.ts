import { describe, expect } from 'vitest';
import { audience } from '../../audience/audience.ts';
import { imported, makeContact } from '../../audience/testing.ts';
import { makeLead } from '../../handoff/testing.ts';
import { system, type Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { record, touchpoints, type NewTouchpoint } from '../../touchpoints/touchpoints.ts';
import { makeSource } from '../../touchpoints/testing.ts';
import { actor, makeTeam, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import type { Today } from '../contract.ts';
import { insights } from '../insights.ts';
import { todayOf } from './today.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS);

async function touch(
  db: Db,
  contactId: string,
  days: number,
  fields: Partial<NewTouchpoint> = {},
): Promise<void> {
  const source = await makeSource(db);
  await record(db, system, source, [
    {
      messageId: `${contactId} ${days}`,
      person: { contactId },
      occurredAt: daysAgo(days),
      kind: 'page_view',
      channel: 'search',
      ...fields,
    },
  ]);
}

async function made(db: Db, days: number, fields: Parameters<typeof makeContact>[1] = {}): Promise<string> {
  const { id } = await makeContact(db, fields);
  await db
    .updateTable('audience.contacts')
    .set({ updated_at: daysAgo(days) })
    .where('id', '=', id)
    .execute();
  await moveBack(db, id, days);
  return id;
}

/** `created_at` is written once, by whoever makes the row. */
async function moveBack(db: Db, id: string, days: number): Promise<void> {
  const { sql } = await import('kysely');
  await sql`update audience.contacts set created_at = ${daysAgo(days)} where id = ${id}`.execute(db);
}

/** The API, as the page and its links meet it. */
async function apiOf(db: Db, who: Actor) {
  const app = await testApp(testHouse(db), [audience, touchpoints, insights]);
  const headers = await signIn(app, who);
  const get = async (url: string) => (await app.inject({ url, headers })).json();
  return {
    today: (): Promise<Today> => get('/api/today'),
    listed: async (...filter: unknown[]): Promise<string[]> => {
      const list = await get(`/api/contacts?limit=500&filter=${encodeURIComponent(JSON.stringify(filter))}`);
      return list.items.map(({ id }: { id: string }) => id).toSorted();
    },
    patch: (id: string, payload: object) =>
      app.inject({ method: 'PATCH', url: `/api/contacts/${id}`, headers, payload }),
  };
}

describe('what changed since yesterday', () => {
  test('counts new contacts, moves and touches, each the same as the list it links to', async ({ db }) => {
    const who = await actor(db, 'admin');
    const { today, listed, patch } = await apiOf(db, who);
    const [nora, theo] = [await made(db, 40), await made(db, 0.5)];
    const [maren, old] = [await made(db, 90), await made(db, 90)];
    await patch(nora, { stage: 'mql' });
    await patch(nora, { stage: 'sql' });
    await patch(maren, { stage: 'sql' });
    await touch(db, nora, 0.2, { channel: 'phone', kind: 'call_cold' });
    await touch(db, theo, 0.1);
    await touch(db, old, 3);
    const { news, empty } = await today();
    expect(empty).toBe(false);
    expect(news).toMatchObject({
      contacts: { count: 1, exact: true },
      stages: [{ stage: 'sql', count: 2 }],
      touched: { count: 2, exact: true },
      channels: [
        { channel: 'phone', count: 1 },
        { channel: 'search', count: 1 },
      ],
      merges: { count: 0 },
      imports: [],
    });
    expect(await listed(['createdAt', 'in_last', '24h'])).toEqual([theo]);
    expect(await listed(['stage', 'is', ['sql']], ['stageMovedAt', 'in_last', '24h'])).toEqual(
      [nora, maren].toSorted(),
    );
    expect(await listed(['lastTouchAt', 'in_last', '24h'])).toEqual([nora, theo].toSorted());
    expect(await listed(['lastTouchAt', 'in_last', '24h'], ['lastChannel', 'is', ['phone']])).toEqual([nora]);
    expect(await listed(['lastTouchAt', 'is_empty', null])).toEqual([maren]);
    expect(await listed(['lastChannel', 'is_not', ['search']])).toEqual([nora, maren].toSorted());
  });

  test('whoever a file tells of from long ago is not new today', async ({ db }) => {
    const who = await actor(db, 'admin');
    const content = 'when,email,kind,channel\n2015-05-17,nora@x.example,visit,radio\n';
    await imported(db, who, content, { target: 'touchpoints' });
    const { news, sources } = await (await apiOf(db, who)).today();
    expect(news).toMatchObject({ contacts: { count: 0 }, imports: [{ target: 'touchpoints' }] });
    expect(sources).toMatchObject({ now: 0, before: 0, items: [] });
  });

  test('the rows of an import add up', async ({ db }) => {
    const who = await actor(db, 'admin');
    const mozilla = 'Mozilla/5.0 (X11; Linux x86_64; rv:30.0) Gecko/20100101 Firefox/30.0';
    const line = (path: string, agent = mozilla) =>
      `83.149.9.216 - - [17/May/2015:10:05:03 +0200] "GET ${path} HTTP/1.1" 200 100 "-" "${agent}"\n`;
    const log = line('/') + line('/') + line('/logo.png') + line('/', 'Googlebot/2.1');
    await imported(db, who, log, { target: 'touchpoints' });
    const { news } = await (await apiOf(db, who)).today();
    const counts = { seen: 4, created: 1, updated: 0, unchanged: 1, skipped: 1, bot: 1 };
    expect(news.imports).toMatchObject([counts]);
  });

  test('a rep is told only of what they may see', async ({ db }) => {
    const stranger = await actor(db, 'rep');
    const rep = await actor(db, 'rep', { team: await makeTeam(db, 'Field sales') });
    const theirs = await made(db, 0.5, { ownerId: stranger.id });
    const own = await made(db, 0.4, { ownerId: rep.id });
    await touch(db, theirs, 0.1);
    await touch(db, own, 0.1);
    const { news, mine } = await (await apiOf(db, rep)).today();
    expect([news.contacts.count, news.touched.count]).toEqual([1, 1]);
    expect(mine).toMatchObject({ contacts: { count: 1 }, touched: { count: 1 }, recent: [{ id: own }] });
  });
});

test('new contacts are told by source, the last thirty days against the thirty before', async ({ db }) => {
  for (const [days, source] of [
    [3, 'radio'],
    [8, 'radio'],
    [40, 'radio'],
    [10, 'search'],
    [45, 'trade_fair'],
    [70, 'trade_fair'],
  ] as const)
    await made(db, days, { source });
  const { sources } = await todayOf(db, system);
  expect(sources).toEqual({
    now: 3,
    before: 2,
    exact: true,
    items: [
      { source: 'radio', now: 2, before: 1 },
      { source: 'search', now: 1, before: 0 },
      { source: 'trade_fair', now: 0, before: 1 },
    ],
  });
});

describe('who came back', () => {
  test('was touched again after thirty silent days, and stands in the list one is led to', async ({ db }) => {
    const who = await actor(db, 'marketer');
    const [back, steady, fresh] = [await made(db, 200), await made(db, 200), await made(db, 2)];
    for (const days of [100, 40, 2, 1.5]) await touch(db, back, days);
    for (const days of [60, 35, 10, 1]) await touch(db, steady, days);
    await touch(db, fresh, 1);
    const { today, listed } = await apiOf(db, who);
    const { returned } = await today();
    expect(returned).toMatchObject({
      day: { count: 0 },
      week: { count: 1 },
      people: [{ id: back, at: daysAgo(2).toISOString().slice(0, 19) }].map(({ id }) => ({ id })),
    });
    expect(Date.parse(String(returned.people[0]?.silentSince))).toBeCloseTo(daysAgo(40).getTime(), -4);
    expect(await listed(['cameBackAt', 'in_last', '7d'])).toEqual([back]);
  });

  test('what arrives late from within the silence ends it', async ({ db }) => {
    const id = await made(db, 200);
    await touch(db, id, 80);
    await touch(db, id, 2);
    expect((await todayOf(db, system)).returned.week.count).toBe(1);
    await touch(db, id, 30);
    expect((await todayOf(db, system)).returned.week.count).toBe(0);
  });
});

test('where there is nobody yet, it says so', async ({ db }) => {
  expect(await todayOf(db, system)).toMatchObject({
    empty: true,
    mine: null,
    duplicates: { count: 0, exact: true },
  });
});

test('says whether somebody has open leads of their own, whatever their role', async ({ db }) => {
  const owner = await actor(db, 'owner');
  expect((await todayOf(db, owner)).queue).toBe(false);
  const { id: contact_id } = await makeContact(db);
  await makeLead(db, { contact_id, rep_id: owner.id });
  expect((await todayOf(db, owner)).queue).toBe(true);
  await db.updateTable('handoff.handoffs').set({ state: 'accepted' }).execute();
  expect((await todayOf(db, owner)).queue).toBe(false);
});
