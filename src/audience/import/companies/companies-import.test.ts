import { expect } from 'vitest';
import { system } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { test } from '../../../platform/testing/testing.ts';
import { actor } from '../../../workspace/testing.ts';
import { createCompany, editCompany } from '../../companies/companies.ts';
import { imported, undone, upload } from '../testing.ts';
import { previewImport } from '../preview.ts';

async function companies(db: Db) {
  const rows = await db
    .selectFrom('audience.companies as c')
    .leftJoin('audience.companies as p', 'p.id', 'c.parent_id')
    .where('c.deleted_at', 'is', null)
    .select([
      'c.name',
      'c.domain',
      'c.industry',
      'c.employees',
      'c.country',
      'p.name as parent',
      'c.properties',
    ])
    .orderBy('c.name')
    .execute();
  return rows;
}

const CSV =
  'Account,Website,Sector,Employees,Office location,Subsidiary of,Revenue\n' +
  'Bluth Company,,employment,1242,United States,,1\n' +
  'Betatech,https://www.betatech.example/home,medical,"1,185",Kenya,Acme Corporation,2\n' +
  'Acme Corporation,,technology,2822,United States,,3\n' +
  ',,,,,,4\n' +
  'BLUTH company,bluth.example,,,,Acme Corporation,\n' +
  'Odd,,,many,Atlantis,,\n';

test('companies come with their parents, wherever those stand in the file', async ({ db }) => {
  const who = await actor(db, 'admin');
  await createCompany(db, system, { name: 'Odd', industry: 'retail' });
  const map = {
    Account: 'name',
    Website: 'domain',
    Sector: 'industry',
    Employees: 'employees',
    'Office location': 'country',
    'Subsidiary of': 'parent',
    Revenue: 'property:revenue',
  };
  const options = { target: 'companies' as const, map, properties: { revenue: { type: 'number' as const } } };
  const preview = await previewImport(db, who, { ...options, fileId: await upload(db, who, CSV) });
  expect(preview.rows.map(({ outcome }) => outcome)).toEqual([
    'created',
    'created',
    'created',
    'skipped',
    'updated',
    'unchanged',
  ]);
  expect(preview.columns.map(({ guess }) => guess)).toEqual([
    'name',
    'domain',
    'industry',
    'employees',
    'country',
    'parent',
    null,
  ]);
  const { id, result } = await imported(db, who, CSV, options);
  expect(result).toMatchObject({ seen: 6, created: 3, updated: 1, unchanged: 1, skipped: 1 });
  expect(await companies(db)).toMatchObject([
    {
      name: 'Acme Corporation',
      industry: 'technology',
      employees: 2_822,
      parent: null,
      properties: { revenue: 3 },
    },
    {
      name: 'Betatech',
      domain: 'betatech.example',
      employees: 1_185,
      country: 'KE',
      parent: 'Acme Corporation',
    },
    { name: 'Bluth Company', domain: 'bluth.example', employees: 1_242, parent: 'Acme Corporation' },
    { name: 'Odd', industry: 'retail' },
  ]);
  expect((await undone(db, who, id)).result).toMatchObject({ deleted: 3, left: 0 });
  expect(await companies(db)).toMatchObject([{ name: 'Odd', industry: 'retail', employees: null }]);
});

test('what is known is changed and given back, domain, parent and id included', async ({ db }) => {
  const who = await actor(db, 'admin');
  const { id: parentId } = await createCompany(db, system, { name: 'Holding' });
  await createCompany(db, system, {
    name: 'Castellan',
    domain: 'castellan.example',
    employees: 12,
    parentId,
  });
  const before = await companies(db);
  const content = 'Name,Employees,Subsidiary of,Company ID\ncastellan,14,Other Holding,7\n';
  const { id, result } = await imported(db, who, content, { target: 'companies', idSpace: 'crm' });
  expect(result).toMatchObject({ updated: 1 });
  expect(await companies(db)).toMatchObject([{ employees: 14, parent: 'Other Holding' }, {}, {}]);
  expect((await undone(db, who, id)).result).toMatchObject({ restored: 1, deleted: 1, left: 0 });
  expect(await companies(db)).toEqual(before);
  const identities = db.selectFrom('audience.company_identities').select('value');
  expect(await identities.execute()).toEqual([{ value: 'castellan.example' }]);
});

test('a company somebody changed since, or where people work by now, stays', async ({ db }) => {
  const who = await actor(db, 'admin');
  const { id } = await imported(db, who, 'Company\nChanged\nStaffed\nLonely\n', { target: 'companies' });
  const byName = new Map(
    (await db.selectFrom('audience.companies').select(['id', 'name']).execute()).map((each) => [
      each.name,
      each.id,
    ]),
  );
  await editCompany(db, system, byName.get('Changed') ?? '', { employees: 3 });
  await imported(db, who, 'email,company\nnora@x.example,Staffed\n');
  const { result } = await undone(db, who, id);
  expect(result).toMatchObject({ deleted: 1, left: 2, fileId: expect.any(String) });
  expect((await companies(db)).map(({ name }) => name)).toEqual(['Changed', 'Staffed']);
});
