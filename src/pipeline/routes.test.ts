import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import type { Role } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../workspace/testing.ts';
import { handoff } from '../handoff/handoff.ts';
import { pipeline } from './pipeline.ts';
import { makeDeal } from './testing.ts';

/** The room's API as somebody of this role meets it. */
async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [handoff, pipeline]);
  const who = await actor(db, role);
  const headers = await signIn(app, who);
  return async (method: InjectOptions['method'], url: string, payload?: object) => {
    const options = { headers, method: method ?? 'GET', url, ...(payload ? { payload } : {}) };
    const answer = await app.inject(options);
    return { status: answer.statusCode, body: answer.statusCode === 204 ? null : answer.json() };
  };
}

test('a deal is opened, changed, won, opened again, deleted and restored over the API', async ({ db }) => {
  const api = await apiOf(db, 'sales_manager');
  const { id: contactId } = await makeContact(db);
  const { status, body } = await api('POST', '/api/deals', {
    name: '  Spring \n range ',
    contactId,
    amount: 480_000,
    currency: 'gbp',
    expectedCloseOn: '2026-12-18',
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: 'Spring range', currency: 'GBP', contact: { id: contactId } });
  const url = `/api/deals/${body.id}`;
  expect(await api('PATCH', url, { amount: 500_000 })).toMatchObject({ body: { amount: 500_000 } });
  expect(await api('PUT', `${url}/stage`, { stage: 'won' })).toMatchObject({ body: { stage: 'won' } });
  expect(await api('GET', '/api/deals?filter=[["stage","is",["won"]]]')).toMatchObject({
    body: { items: [{ id: body.id }], next: null, estimate: { count: 1, exact: true } },
  });
  expect(await api('GET', '/api/deals/board')).toMatchObject({
    body: {
      columns: [{ count: 0 }, { count: 1, sums: [{ currency: 'GBP', amount: 500_000 }] }, { count: 0 }],
    },
  });
  expect(await api('PUT', `${url}/stage`, { stage: 'open' })).toMatchObject({ body: { closedAt: null } });
  expect((await api('PUT', `${url}/owner`, { ownerId: null })).body.owner).toBeNull();
  expect((await api('DELETE', url)).status).toBe(204);
  expect((await api('GET', '/api/deals')).body.items).toEqual([]);
  expect((await api('PUT', `${url}/restoration`)).body.deletedAt).toBeNull();
  expect(await api('GET', `${url}/neighbours`)).toMatchObject({ body: { place: { position: 1, count: 1 } } });
  expect((await api('GET', url)).body).toMatchObject({ name: 'Spring range', handoff: null });
});

test.for<[payload: object, field: string, message: string]>([
  [{ stage: 'lost' }, 'reason', 'Say why it was lost.'],
  [{ stage: 'lost', reason: 'other' }, 'words', 'Say in a few words what it was.'],
  [{ stage: 'lost', reason: 'rain' }, 'reason', 'Choose why it was lost.'],
  [{ stage: 'won', closedAt: '2099-01-01T00:00:00Z' }, 'closedAt', 'This is in the future.'],
])('%j is refused at its field', async ([payload, field, message], { db }) => {
  const api = await apiOf(db, 'admin');
  const { id } = await makeDeal(db);
  const { status, body } = await api('PUT', `/api/deals/${id}/stage`, payload);
  expect(status).toBe(422);
  expect(body.errors[0].field).toContain(field);
  expect(body.errors[0].message).toContain(message);
});

test.for<[payload: object, field: string]>([
  [{ name: '   ' }, 'name'],
  [{ name: 'X', amount: -1 }, 'amount'],
  [{ name: 'X', amount: 1.5 }, 'amount'],
  [{ name: 'X', amount: 1, currency: 'XQZ' }, 'currency'],
  [{ name: 'X', expectedCloseOn: '2026-02-30' }, 'expectedCloseOn'],
])('a deal of %j is refused', async ([payload, field], { db }) => {
  const api = await apiOf(db, 'admin');
  const { status, body } = await api('POST', '/api/deals', payload);
  expect(status).toBe(422);
  expect(body.errors[0].field).toContain(field);
});

test('a marketer reads deals and changes none it does not own', async ({ db }) => {
  const deal = await makeDeal(db);
  const analyst = await apiOf(db, 'analyst');
  expect((await analyst('GET', `/api/deals/${deal.id}`)).status).toBe(200);
  expect((await analyst('PUT', `/api/deals/${deal.id}/stage`, { stage: 'won' })).status).toBe(403);
});

test('accepting a lead opens the deal, and winning the deal wins the hand-off', async ({ db }) => {
  const api = await apiOf(db, 'sales_manager');
  const { id: contactId } = await makeContact(db, { stage: 'lead', email: 'nora@castellan.example' });
  const opened = await api('POST', '/api/handoffs', { contactId });
  expect(opened).toMatchObject({ status: 201 });
  const handoff = `/api/handoffs/${opened.body.id}`;
  const verdict = { verdict: 'accepted', words: 'Ready to buy', deal: { name: 'Launch', amount: 5_000 } };
  const judged = await api('PUT', `${handoff}/verdict`, verdict);
  expect(judged.status).toBe(200);
  const url = `/api/deals/${judged.body.dealId}`;
  expect((await api('GET', url)).body).toMatchObject({
    name: 'Launch',
    amount: 5_000,
    currency: 'EUR',
    contact: { id: contactId },
    handoff: { verdict: 'accepted', words: 'Ready to buy' },
  });
  await api('PUT', `${url}/stage`, { stage: 'won' });
  expect((await api('GET', handoff)).body.state).toBe('won');
  await api('PUT', `${url}/stage`, { stage: 'open' });
  expect((await api('GET', handoff)).body.state).toBe('accepted');
});
