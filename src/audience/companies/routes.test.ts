import type { InjectOptions } from 'fastify';
import { describe, expect } from 'vitest';
import { system, type Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { listOperations } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { mergeContacts } from '../merge/merges.ts';
import { declareProperty } from '../properties/properties.ts';
import { makeContact } from '../testing.ts';
import { runCompanyExport } from './export.ts';
import { makeCompany } from './testing.ts';

/** The room's API as somebody of this role meets it. */
async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  const api = async (method: InjectOptions['method'], url: string, payload?: object) => {
    const answer = await app.inject({
      headers,
      method: method ?? 'GET',
      url,
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.statusCode === 204 ? null : answer.json() };
  };
  return api;
}

test('a company is created, shown, changed, deleted and restored over the API', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  const { status, body } = await api('POST', '/api/companies', {
    name: '  Hallow  & Reed ',
    domain: 'https://www.Hallow.example/shop',
    country: 'gb',
    tags: ['Wholesale'],
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: 'Hallow & Reed', domain: 'hallow.example', country: 'GB', people: 0 });
  const url = `/api/companies/${body.id}`;
  const changed = await api('PATCH', url, { industry: 'Hair care', updatedAt: body.updatedAt });
  expect((await api('GET', url)).body).toEqual(changed.body);
  expect((await api('DELETE', url)).status).toBe(204);
  expect((await api('GET', '/api/companies')).body).toMatchObject({ items: [], estimate: { count: 0 } });
  expect((await api('PUT', `${url}/restoration`)).body).toMatchObject({
    deletedAt: null,
    tags: ['Wholesale'],
  });
  expect((await api('GET', `${url}/neighbours?sort=name`)).body.place).toEqual({ position: 1, count: 1 });
});

test('what cannot be used is said in the words of the form', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  const { id } = await makeCompany(db, { domain: 'hallow.example' });
  const errorsOf = async (payload: object) => (await api('POST', '/api/companies', payload)).body.errors;
  expect(await errorsOf({ name: ' ' })).toMatchObject([
    { field: 'name', message: 'Enter the name of the company.' },
  ]);
  expect(await errorsOf({ name: 'A', domain: 'gmail.com' })).toMatchObject([
    { field: 'domain', message: expect.stringContaining('Everybody can have a mailbox there') },
  ]);
  expect(await errorsOf({ name: 'A', domain: 'hallow' })).toMatchObject([{ field: 'domain' }]);
  expect(await errorsOf({ name: 'A', employees: -1 })).toMatchObject([{ field: 'employees' }]);
  expect(await errorsOf({ name: 'A', domain: 'hallow.example' })).toMatchObject([{ field: 'domain' }]);
  expect((await api('PATCH', `/api/companies/${id}`, { parentId: id })).body.errors).toMatchObject([
    { field: 'parentId' },
  ]);
});

describe('people', () => {
  test('have roles in several companies, and are listed with those first', async ({ db }) => {
    const api = await apiOf(db, 'marketer');
    const hallow = await makeCompany(db);
    const agency = await makeCompany(db, { name: 'Agency' });
    const nora = await makeContact(db);
    const ben = await makeContact(db, { givenName: 'Ben', familyName: 'Aldous' });
    const put = (company: string, contact: string, body: object) =>
      api('PUT', `/api/companies/${company}/people/${contact}`, body);
    expect((await put(hallow.id, ben.id, { worksHere: true })).body).toMatchObject({
      worksHere: true,
      roles: [],
    });
    const roles = ['decision_maker', 'Keeper of the keys'];
    expect((await put(hallow.id, nora.id, { roles, worksHere: true })).body).toMatchObject({ roles });
    expect((await put(agency.id, nora.id, { roles: ['influencer'] })).body).toMatchObject({
      worksHere: false,
    });
    const people = async (id: string) => (await api('GET', `/api/companies/${id}/people`)).body;
    expect((await people(hallow.id)).items.map(({ name }: { name: string }) => name)).toEqual([
      'Nora Castellan',
      'Ben Aldous',
    ]);
    expect((await api('GET', `/api/contacts/${nora.id}/companies`)).body).toMatchObject({
      company: { id: hallow.id, roles, parent: null },
      colleagues: [{ name: 'Ben Aldous', roles: [] }],
      colleagueCount: 1,
      others: [{ id: agency.id, roles: ['influencer'] }],
    });
    expect((await api('DELETE', `/api/companies/${hallow.id}/people/${nora.id}`)).status).toBe(204);
    expect(await people(hallow.id)).toMatchObject({
      items: [{ name: 'Ben Aldous' }],
      estimate: { count: 1 },
    });
    expect((await api('GET', `/api/contacts/${nora.id}`)).body).toMatchObject({
      company: null,
      companyName: null,
    });
    expect((await api('GET', `/api/companies/${agency.id}/people`)).body.items).toHaveLength(1);
  });

  test('are known under the id they had before they were merged', async ({ db }) => {
    const company = await makeCompany(db);
    const nora = await makeContact(db, { companyId: company.id });
    const { id: old } = await makeContact(db);
    await mergeContacts(db, system, { keptId: nora.id, goneId: old });
    const api = await apiOf(db, 'marketer');
    const named = await api('PUT', `/api/companies/${company.id}/people/${old}`, { roles: ['champion'] });
    expect(named.body).toMatchObject({ id: nora.id, roles: ['champion'] });
    expect((await api('GET', `/api/contacts/${old}/companies`)).body).toMatchObject({
      company: { id: company.id, roles: ['champion'] },
      colleagues: [],
    });
  });

  test('are read in pages, as far as one may see them', async ({ db }) => {
    const { id } = await makeCompany(db);
    const stranger = await actor(db, 'rep');
    for (const givenName of ['C', 'A', 'B']) await makeContact(db, { givenName, companyId: id });
    await makeContact(db, { givenName: 'Hidden', companyId: id, ownerId: stranger.id });
    const api = await apiOf(db, 'rep');
    const first = (await api('GET', `/api/companies/${id}/people?limit=2`)).body;
    const second = (await api('GET', `/api/companies/${id}/people?limit=2&cursor=${first.next}`)).body;
    const names = [...first.items, ...second.items].map(({ name }) => name.split(' ')[0]);
    expect(names).toEqual(['A', 'B', 'C']);
    expect(second.next).toBeNull();
  });

  test('a rep may say what somebody is to a company, but not where another’s contact works', async ({
    db,
  }) => {
    const api = await apiOf(db, 'rep');
    const { id } = await makeCompany(db);
    const nora = await makeContact(db);
    const put = (body: object) => api('PUT', `/api/companies/${id}/people/${nora.id}`, body);
    expect((await put({ roles: ['champion'] })).status).toBe(200);
    expect((await put({ roles: ['champion'], worksHere: true })).status).toBe(403);
  });

  test('of the same e-mail domain are suggested, and linked on a word', async ({ db }) => {
    const api = await apiOf(db, 'marketer');
    const first = await makeContact(db, { email: 'nora@hallow.example' });
    await makeContact(db, { email: 'other@nothallow.example' });
    const { id } = await makeCompany(db, { domain: 'hallow.example' });
    const suggested = async () => (await api('GET', `/api/companies/${id}/suggestions`)).body;
    expect(await suggested()).toMatchObject({ count: 1, people: [{ id: first.id }] });
    const offered = (await api('GET', `/api/contacts/${first.id}/companies`)).body.suggestion;
    expect(offered).toEqual({ id, name: 'Hallow & Reed' });
    const accepted = await api('POST', `/api/companies/${id}/suggestions/acceptance`);
    expect(accepted.body).toEqual({ linked: 1, more: false });
    expect(await suggested()).toMatchObject({ count: 0 });
    expect((await api('GET', `/api/contacts/${first.id}`)).body).toMatchObject({ company: { id } });
  });
});

describe('the company of a contact', () => {
  test('gives its name; another name is none of ours; nothing is nowhere', async ({ db }) => {
    const api = await apiOf(db, 'admin');
    const { id } = await makeCompany(db);
    const created = await api('POST', '/api/contacts', { givenName: 'Nora', companyId: id });
    expect(created.body).toMatchObject({ companyName: 'Hallow & Reed', company: { id } });
    const edit = async (change: object) =>
      (await api('PATCH', `/api/contacts/${created.body.id}`, change)).body;
    expect(await edit({ companyName: 'hallow & reed' })).toMatchObject({
      company: { id },
      companyName: 'Hallow & Reed',
    });
    expect(await edit({ companyName: 'Elsewhere' })).toMatchObject({
      company: null,
      companyName: 'Elsewhere',
    });
    expect(await edit({ companyId: id })).toMatchObject({ company: { id }, companyName: 'Hallow & Reed' });
    expect(await edit({ companyId: null })).toMatchObject({ company: null, companyName: null });
    const unknown = await api('POST', '/api/contacts', { givenName: 'Nora', companyId: created.body.id });
    expect(unknown.body.errors).toEqual([{ field: 'companyId', message: 'Choose a company.' }]);
  });

  test('is found by the domain of their e-mail address when they are new, by Tandem', async ({ db }) => {
    const api = await apiOf(db, 'admin');
    const { id } = await makeCompany(db, { domain: 'hallow.example' });
    const { body } = await api('POST', '/api/contacts', { email: 'nora@hallow.example' });
    expect(body).toMatchObject({ company: { id }, companyName: 'Hallow & Reed' });
    const { actor_name: by } = await db
      .selectFrom('platform.events')
      .select('actor_name')
      .where('subject_id', '=', body.id)
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow();
    expect(by).toBe('Tandem');
    const list = (
      await api('GET', `/api/contacts?filter=${encodeURIComponent(`[["company","is","${id}"]]`)}`)
    ).body;
    expect(list.items).toHaveLength(1);
  });
});

test('a list is written into a CSV that calculates nothing', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  await makeCompany(db, { name: '=HYPERLINK("x")', city: 'Leeds', employees: 4 });
  const admin = await actor(db, 'admin');
  await declareProperty(db, admin, { recordKind: 'company', label: 'Tier', type: 'text' });
  await makeCompany(db, { name: 'Zeta', properties: { tier: 'Gold' } });
  const columns = ['name', 'employees', 'city', 'property:tier'] as const;
  const started = await api('POST', '/api/companies/exports', {
    list: {},
    columns,
  });
  expect(started.status).toBe(202);
  for (const wrong of [{ sort: 'shoeSize' }, { columns: ['property:shoe_size'] }])
    expect((await api('POST', '/api/companies/exports', { list: {}, ...wrong })).status).toBe(422);
  expect(await listOperations(db, { limit: 1 })).toMatchObject([{ title: 'Export of 2 companies' }]);
  const run = {
    operationId: started.body.id,
    db,
    who: admin,
    done: 0,
    cursor: null,
    advance: async () => undefined,
    isCancelled: async () => false,
  };
  const query = { list: { filter: [] }, columns: [...columns] };
  const outcome = await runCompanyExport(
    { ...query, operationId: run.operationId },
    { ...run, log: testHouse(db).log },
  );
  expect(outcome.result).toMatchObject({ count: 2 });
  const { rows } = { rows: await db.selectFrom('platform.file_chunks').select('bytes').execute() };
  const text = Buffer.concat(rows.map(({ bytes }) => bytes)).toString();
  expect(text).toContain('Company,Employees,City,Tier');
  expect(text).toContain('Zeta,,,Gold');
  expect(text).toContain(`"'=HYPERLINK(""x"")",4,Leeds,`);
});
