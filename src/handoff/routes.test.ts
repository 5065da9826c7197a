import { describe, expect } from 'vitest';
import { rooms } from '../rooms.ts';
import { makeContact } from '../audience/testing.ts';
import { newId } from '../platform/ids.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, makeTeam, signIn, testApp, testHouse } from '../workspace/testing.ts';
import { judgeHandoff } from './judging.ts';
import { routeOnce } from './routing/route.ts';
import { hotLead, inCountry, rep, ruleTo, setRouting } from './testing.ts';

const own = rooms.filter(({ name }) => name === 'handoff');

async function api(db: Db, who: Awaited<ReturnType<typeof rep>>) {
  const app = await testApp(testHouse(db), own);
  const headers = await signIn(app, who);
  return async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };
}

describe('a rep', () => {
  test('sees their own, their team’s and nobody’s, and neither the leads nor the record of another team', async ({
    db,
  }) => {
    const [north, south] = [await makeTeam(db, 'North'), await makeTeam(db, 'South')];
    const hanna = await rep(db, 'Hanna', { team: north });
    const ours = await hotLead(db, { givenName: 'Ours' });
    const jonas = await rep(db, 'Jonas', { team: south });
    const theirs = await hotLead(db, { givenName: 'Theirs', ownerId: jonas.id });
    await setRouting(db, { rules: [ruleTo({ kind: 'queue', teamId: null })] });
    const nobodys = await hotLead(db, { givenName: 'Nobodys' });
    const ask = await api(db, hanna);
    const { body } = await ask('GET', '/api/handoffs');
    const names = body.items.map(({ id }: { id: string }) => id);
    expect(names.toSorted()).toEqual([ours.id, nobodys.id].toSorted());
    expect(body.items.find(({ id }: { id: string }) => id === nobodys.id).may).toEqual({
      work: true,
      assign: false,
      claim: true,
    });
    expect((await ask('GET', `/api/handoffs/${theirs.id}`)).status).toBe(404);
    expect((await ask('PUT', `/api/handoffs/${theirs.id}/verdict`, { verdict: 'accepted' })).status).toBe(
      403,
    );
    const board = (await ask('GET', '/api/handoffs/board?rep=me')).body;
    const lanes = ['queue', 'ready', 'contacting', 'accepted', 'returned'];
    expect(lanes.map((lane) => board.lanes[lane].count)).toEqual([1, 1, 0, 0, 0]);
    expect(board.month).toMatchObject({ opened: 1, contacted: 0, medianMinutes: null });
  });

  test('hands over, tries, judges and is told of mistakes in words', async ({ db }) => {
    const hanna = await rep(db, 'Hanna');
    const ask = await api(db, hanna);
    const { id: contactId } = await makeContact(db, { email: 'a@b.example', ownerId: hanna.id });
    const opened = await ask('POST', '/api/handoffs', { contactId, note: 'Met her', repId: hanna.id });
    expect(opened).toMatchObject({ status: 201, body: { trigger: 'manual', brief: { note: 'Met her' } } });
    const at = `/api/handoffs/${opened.body.id}`;
    expect((await ask('POST', `${at}/attempts`, { kind: 'call', outcome: 'booked' })).body).toMatchObject({
      state: 'contacting',
      attempts: 1,
    });
    const unsure = await ask('PUT', `${at}/verdict`, { verdict: 'recycled', reason: 'bad_timing' });
    expect(unsure.status).toBe(422);
    const judged = await ask('PUT', `${at}/verdict`, {
      verdict: 'accepted',
      deal: { name: 'Opening set', amount: 5_000, currency: 'EUR' },
    });
    expect(judged).toMatchObject({ status: 200, body: { handoff: { state: 'accepted' } } });
    expect(judged.body.dealId).toMatch(/^[\da-f-]{36}$/);
    const late = await ask('PUT', `${at}/verdict`, { verdict: 'accepted' });
    expect(late).toMatchObject({ status: 409, body: { detail: 'Hanna has accepted this lead already.' } });
  });

  test('may read the routing and ask who would get a lead, but not change it', async ({ db }) => {
    const hanna = await rep(db, 'Hanna');
    const ask = await api(db, hanna);
    expect((await ask('GET', '/api/routing')).body).toMatchObject({
      version: 0,
      owners: { warm: 'marketing' },
    });
    const trial = await ask('POST', '/api/routing/trials', { lead: { country: 'de' } });
    expect(trial.body).toMatchObject({ rep: { id: hanna.id }, words: expect.stringContaining('in turn') });
    expect((await ask('PUT', `/api/routing/reps/${hanna.id}`, { capacity: 3 })).status).toBe(403);
    expect((await ask('GET', '/api/routing/reps')).body.items).toMatchObject([{ name: 'Hanna', open: 0 }]);
  });
});

test('a sales manager writes rules and terms, and each change is in the log', async ({ db }) => {
  const manager = await actor(db, 'sales_manager');
  const hanna = await rep(db, 'Hanna');
  const ask = await api(db, manager);
  const routing = (await ask('GET', '/api/routing')).body;
  const { sentences: _sentences, changedAt: _at, changedBy: _by, ...document } = routing;
  const rules = [ruleTo({ kind: 'reps', reps: [{ repId: hanna.id, weight: 1 }] }, { when: inCountry('DE') })];
  const changed = await ask('PUT', '/api/routing', { ...document, rules });
  expect(changed).toMatchObject({
    status: 200,
    body: {
      version: 1,
      changedBy: { id: manager.id },
      sentences: [{ sentence: 'Contacts in Germany go to Hanna' }],
    },
  });
  expect((await ask('PUT', '/api/routing', { ...document, rules })).status).toBe(409);
  const vacations = [{ from: '2026-12-24', to: '2026-12-20' }];
  expect((await ask('PUT', `/api/routing/reps/${hanna.id}`, { vacations })).status).toBe(422);
  const terms = { capacity: 5, skills: ['Spa'], languages: ['DE'] };
  expect((await ask('PUT', `/api/routing/reps/${hanna.id}`, terms)).body).toMatchObject({
    capacity: 5,
    effectiveCapacity: 5,
    languages: ['de'],
    skills: ['Spa'],
  });
  const events = await db
    .selectFrom('platform.events')
    .select(['name', 'changes'])
    .where('name', 'in', ['routing.changed', 'rep.changed'])
    .orderBy('position')
    .execute();
  expect(events.map(({ changes }) => Object.keys(changes).toSorted())).toEqual([
    ['rules'],
    ['capacity', 'languages', 'skills'],
  ]);
});

test('another reason is said in words', async ({ db }) => {
  const hanna = await rep(db, 'Hanna');
  const { id } = await hotLead(db);
  const ask = await api(db, hanna);
  for (const words of [{}, { words: '  ' }]) {
    const verdict = { verdict: 'rejected', reason: 'other', ...words };
    const { status, body } = await ask('PUT', `/api/handoffs/${id}/verdict`, verdict);
    expect([status, body.errors]).toEqual([422, [{ field: 'words', message: 'Say which one.' }]]);
  }
  const said = { verdict: 'rejected', reason: 'other', words: 'Moves abroad' };
  expect((await ask('PUT', `/api/handoffs/${id}/verdict`, said)).status).toBe(200);
});

test('the list is filtered, sorted and paged', async ({ db }) => {
  const hanna = await rep(db, 'Hanna');
  const first = await hotLead(db, { givenName: 'Anna' });
  const second = await hotLead(db, { givenName: 'Berta' });
  await judgeHandoff(db, hanna, first.id, { verdict: 'rejected', reason: 'spam' });
  await routeOnce(db);
  const ask = await api(db, await actor(db, 'marketer'));
  const filter = encodeURIComponent(JSON.stringify([['reason', 'is', ['spam']]]));
  const rejected = (await ask('GET', `/api/handoffs?filter=${filter}`)).body;
  expect(rejected.items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
  const page = (await ask('GET', '/api/handoffs?limit=1&sort=openedAt')).body;
  expect(page.items[0].id).toBe(first.id);
  const next = (await ask('GET', `/api/handoffs?limit=1&sort=openedAt&cursor=${page.next}`)).body;
  expect(next.items[0].id).toBe(second.id);
  expect((await ask('GET', '/api/handoffs?q=berta')).body.items).toHaveLength(1);
  expect((await ask('GET', `/api/handoffs/${newId()}`)).status).toBe(404);
});
