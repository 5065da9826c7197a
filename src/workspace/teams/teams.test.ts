import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { actor, eventNames, signIn, testApp, testHouse } from '../testing.ts';

async function adminApi(db: Parameters<typeof actor>[0]) {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  return async (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.body ? answer.json() : null };
  };
}

test('a team is created, changed, filled, emptied and deleted', async ({ db }) => {
  const api = await adminApi(db);
  const rep = await actor(db, 'rep');
  const created = await api('POST', '/api/teams', {
    name: 'Field sales',
    kind: 'sales',
    timeZone: 'Europe/Vienna',
  });
  expect(created).toMatchObject({ status: 201, body: { name: 'Field sales', kind: 'sales', members: [] } });
  const url = `/api/teams/${created.body.id}`;
  const workingHours = { 1: [{ from: '08:00', to: '12:00' }], 5: [{ from: '08:00', to: '11:00' }] };
  expect(await api('PATCH', url, { name: 'Road sales', workingHours })).toMatchObject({
    body: { name: 'Road sales', workingHours },
  });
  const member = `${url}/members/${rep.id}`;
  expect(await api('PUT', member)).toMatchObject({
    body: { members: [{ id: rep.id, name: rep.name, role: 'rep' }] },
  });
  expect((await api('PUT', member)).body.members).toHaveLength(1);
  expect(await api('DELETE', member)).toMatchObject({ body: { members: [] } });
  expect((await api('DELETE', member)).status).toBe(404);
  expect((await api('DELETE', url)).status).toBe(204);
  expect((await api('GET', url)).status).toBe(404);
  expect(await eventNames(db)).toEqual([
    'team.created',
    'team.updated',
    'team.memberAdded',
    'team.memberRemoved',
    'team.deleted',
  ]);
});

test('two teams cannot share a name, however it is written', async ({ db }) => {
  const api = await adminApi(db);
  await api('POST', '/api/teams', { name: 'Sales', kind: 'sales' });
  const second = await api('POST', '/api/teams', { name: 'SALES', kind: 'other' });
  expect(second).toMatchObject({ status: 409, body: { detail: 'There is a team called SALES already.' } });
  expect((await api('GET', '/api/teams')).body.items).toHaveLength(1);
});

test('hours that overlap, end before they start or are no time are refused', async ({ db }) => {
  const api = await adminApi(db);
  const withHours = async (...spans: [string, string][]) => {
    const workingHours = { 1: spans.map(([from, to]) => ({ from, to })) };
    return (await api('POST', '/api/teams', { name: `Team ${spans.length}`, kind: 'other', workingHours }))
      .status;
  };
  expect(await withHours(['09:00', '12:00'], ['11:00', '17:00'])).toBe(422);
  expect(await withHours(['12:00', '09:00'])).toBe(422);
  expect(await withHours(['09:00', '25:00'])).toBe(422);
  expect(await withHours(['09:00', '12:00'], ['12:00', '24:00'])).toBe(201);
});

test('holidays: of everybody and of a team, each day once', async ({ db }) => {
  const api = await adminApi(db);
  const team = (await api('POST', '/api/teams', { name: 'Vienna', kind: 'sales' })).body.id;
  const christmas = { date: '2026-12-25', name: 'Christmas Day' };
  expect(await api('POST', '/api/holidays', christmas)).toMatchObject({
    status: 201,
    body: { ...christmas, teamId: null },
  });
  expect((await api('POST', '/api/holidays', christmas)).status).toBe(409);
  const conception = { date: '2026-12-08', name: 'Immaculate Conception', teamId: team };
  const { body } = await api('POST', '/api/holidays', conception);
  const names = async (query: string) =>
    (await api('GET', `/api/holidays?${query}`)).body.items.map(({ name }: { name: string }) => name);
  expect(await names('from=2026-12-01&to=2026-12-31')).toEqual(['Immaculate Conception', 'Christmas Day']);
  expect(await names('from=2026-12-09')).toEqual(['Christmas Day']);
  expect(await names(`teamId=${team}`)).toEqual(['Immaculate Conception', 'Christmas Day']);
  expect((await api('POST', '/api/holidays', { date: '2026-02-30', name: 'Never' })).status).toBe(422);
  expect((await api('DELETE', `/api/holidays/${body.id}`)).status).toBe(204);
  expect(await names('')).toEqual(['Christmas Day']);
});
