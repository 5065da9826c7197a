import { describe, expect } from 'vitest';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { listQuery } from '../../platform/lists.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { searchAudience } from '../search.ts';
import { makeContact } from '../testing.ts';
import { deleteCompanies, editCompanies, undoCompanyBulkChange } from './bulk-changes.ts';
import { companiesBeside, listCompanies } from './company-list.ts';
import { makeCompany } from './testing.ts';

async function makeFour(db: Db): Promise<void> {
  await makeCompany(db, { name: 'Éclat', city: 'Lyon', employees: 900, industry: 'Retail', tags: ['vip'] });
  await makeCompany(db, { name: 'anvil', domain: 'anvil.example', employees: 4, industry: 'Hair care' });
  await makeCompany(db, { name: 'Bright & 50%', city: 'Leeds', country: 'GB', industry: 'Retail' });
  await makeCompany(db, { name: 'Zeta', city: 'Bath', employees: 40 });
}

/** The names a list shows, read in pages of this many. */
async function namesIn(db: Db, who: Actor, list: Record<string, string>, limit = 100): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCompanies(db, who, listQuery.parse({ ...list, limit, cursor }));
    names.push(...page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor);
  return names;
}

describe('a list', () => {
  test.for<[sort: string, names: string[]]>([
    ['name', ['anvil', 'Bright & 50%', 'Éclat', 'Zeta']],
    ['-employees', ['Éclat', 'Zeta', 'anvil', 'Bright & 50%']],
    ['city', ['Zeta', 'Bright & 50%', 'Éclat', 'anvil']],
    ['-createdAt', ['Zeta', 'Bright & 50%', 'anvil', 'Éclat']],
  ])('by %s is the same in pages of one as in one page', async ([sort, names], { db }) => {
    await makeFour(db);
    expect(await namesIn(db, system, { sort })).toEqual(names);
    expect(await namesIn(db, system, { sort }, 1)).toEqual(names);
  });

  test.for<[list: Record<string, string>, names: string[]]>([
    [{ q: 'eclat' }, ['Éclat']],
    [{ q: '50%' }, ['Bright & 50%']],
    [{ q: 'retail leeds' }, ['Bright & 50%']],
    [{ filter: '[["employees","at_least",40]]' }, ['Éclat', 'Zeta']],
    [{ filter: '[["industry","is",["Retail"]],["country","is_empty",null]]' }, ['Éclat']],
    [{ filter: '[["tags","has",["vip"]]]' }, ['Éclat']],
  ])('finds %o', async ([list, names], { db }) => {
    await makeFour(db);
    expect(await namesIn(db, system, list)).toEqual(names);
  });

  test('knows the neighbours', async ({ db }) => {
    await makeFour(db);
    const [, bright] = (await listCompanies(db, system, listQuery.parse({}))).items;
    expect(await companiesBeside(db, system, bright?.id ?? '', { filter: [] })).toMatchObject({
      place: { position: 2, count: 4 },
      previous: expect.any(String),
    });
  });

  test('is searched beside people', async ({ db }) => {
    for (let i = 0; i < 12; i++) await makeContact(db, { companyName: 'Zeta' });
    await makeFour(db);
    const hits = await searchAudience(db, system, 'zeta');
    expect(hits).toHaveLength(10);
    expect(hits.at(-1)).toMatchObject({ kind: 'company', title: 'Zeta', subtitle: 'Bath' });
  });
});

describe('many', () => {
  test('are changed and taken back, except where somebody moved on', async ({ db }) => {
    const anna = await actor(db, 'marketer');
    await makeFour(db);
    const list = { filter: [['industry', 'is', ['Retail']] as [string, string, unknown]] };
    const edit = await editCompanies(db, anna, { list, change: { city: 'Leeds' } });
    expect(edit).toMatchObject({ count: 1, operationId: null });
    const inLeeds = { filter: '[["city","is",["Leeds"]]]' };
    expect(await namesIn(db, anna, inLeeds)).toEqual(['Bright & 50%', 'Éclat']);
    expect(await undoCompanyBulkChange(db, anna, edit.id, 'edit')).toMatchObject({ count: 1 });
    expect(await namesIn(db, anna, inLeeds)).toEqual(['Bright & 50%']);
    await expect(undoCompanyBulkChange(db, anna, edit.id, 'edit')).rejects.toThrow('undone already');
  });

  test('are deleted and brought back, except whose domain is another’s by now', async ({ db }) => {
    const admin = await actor(db, 'admin');
    await makeFour(db);
    const deletion = await deleteCompanies(db, admin, { list: { filter: [] } });
    expect(deletion.count).toBe(4);
    await makeCompany(db, { name: 'New', domain: 'anvil.example' });
    expect(await undoCompanyBulkChange(db, admin, deletion.id, 'deletion')).toMatchObject({ count: 3 });
    expect(await namesIn(db, admin, {})).toEqual(['Bright & 50%', 'Éclat', 'New', 'Zeta']);
  });
});
