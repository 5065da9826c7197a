import { describe, expect } from 'vitest';
import { parse } from 'csv-parse/sync';
import { text } from 'node:stream/consumers';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { readFile } from '../../platform/files.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { createContact, editContact } from '../contacts.ts';
import { findImport, forgetErased, forgetImports } from './imports.ts';
import { imported, undone } from './testing.ts';
import { giveBack } from './undo.ts';

function people(db: Db) {
  return db
    .selectFrom('audience.contacts')
    .select([
      'id',
      'name',
      'email',
      'city',
      'country',
      'stage',
      'tags',
      'properties',
      'company_name',
      'deleted_at',
    ])
    .orderBy('id')
    .execute();
}

function identities(db: Db) {
  return db
    .selectFrom('audience.identities')
    .select(['kind', 'value', 'contact_id'])
    .orderBy('value')
    .execute();
}

describe('taking an import back', () => {
  test('leaves everything as it was, updates included', async ({ db }) => {
    const who = await actor(db, 'admin');
    await createContact(db, system, {
      givenName: 'Nora',
      email: 'nora@x.example',
      city: 'York',
      tags: ['old'],
    });
    await createContact(db, system, { givenName: 'Ben', phone: '+44 113 496 0182' });
    const before = await people(db);
    const keys = await identities(db);
    const content =
      'id,email,phone,city,stage,tags,Shoe size,company\n' +
      '1,nora@x.example,,Leeds,customer,new,39,Castellan\n' +
      '2,ben@x.example,+44 113 496 0182,Hull,,,41,\n' +
      '3,theo@x.example,,Bath,,,40,Castellan\n';
    const map = {
      id: 'externalId',
      email: 'email',
      phone: 'phone',
      city: 'city',
      stage: 'stage',
      tags: 'tags',
      company: 'companyName',
      'Shoe size': 'property:shoe_size',
    };
    const { id, result } = await imported(db, who, content, {
      map,
      by: ['externalId', 'email', 'phone'],
      createCompanies: true,
      properties: { shoe_size: { type: 'number' } },
    });
    expect(result).toMatchObject({ created: 1, updated: 2 });
    const { state, result: given } = await undone(db, who, id);
    expect([state, given]).toEqual([
      'done',
      { restored: 2, deleted: 2, left: 0, fileId: null, importId: id },
    ]);
    expect((await people(db)).filter(({ deleted_at: at }) => at === null)).toEqual(before);
    expect(await identities(db)).toEqual(keys);
    const companies = await db.selectFrom('audience.companies').select('deleted_at').execute();
    expect(companies).toEqual([{ deleted_at: expect.any(Date) }]);
    await expect(undone(db, who, id)).rejects.toThrow('taken back already');
    expect((await imported(db, who, content, { map })).result).toMatchObject({ created: 2, updated: 1 });
  });

  test('stands in the history as that, of contacts and companies', async ({ db }) => {
    const who = await actor(db, 'admin');
    await createContact(db, system, { givenName: 'Nora', email: 'nora@x.example', stage: 'lead' });
    await imported(db, who, 'name,city\nHolm,York\n', { target: 'companies' });
    const contacts = await imported(db, who, 'email,city,stage\nnora@x.example,Leeds,customer\n');
    const companies = await imported(db, who, 'name,city,parent\nHolm,Leeds,Reed\n', { target: 'companies' });
    for (const { id } of [contacts, companies]) await undone(db, who, id);
    const told = db.selectFrom('platform.events').select(['name', 'payload']).orderBy('position');
    const changes = (await told.execute()).filter(({ name }) => /updated|stage-moved/.test(name));
    expect(
      changes.map(({ name, payload }) => [name, (payload as { undone?: true }).undone ?? false]),
    ).toEqual([
      ['contact.updated', false],
      ['contact.stage-moved', false],
      ['company.updated', false],
      ['company.updated', false],
      ['contact.updated', true],
      ['contact.stage-moved', true],
      ['company.updated', true],
      ['company.updated', true],
    ]);
  });

  test('leaves what somebody changed since, and says so', async ({ db }) => {
    const who = await actor(db, 'admin');
    const nora = await createContact(db, system, { givenName: 'Nora', email: 'nora@x.example' });
    const content =
      'email,city,country,name\nnora@x.example,Leeds,GB,\ntheo@x.example,Bath,GB,Theo\nida@x.example,Hull,GB,Ida\n';
    const { id } = await imported(db, who, content);
    await editContact(db, system, nora.id, { city: 'Otley' });
    const theo = (await people(db)).find(({ name }) => name === 'Theo');
    await editContact(db, system, theo?.id ?? '', { city: 'Wells' });
    const { result } = await undone(db, who, id);
    expect(result).toMatchObject({ restored: 1, deleted: 1, left: 2 });
    const now = await people(db);
    expect(now.find(({ id: each }) => each === nora.id)).toMatchObject({ city: 'Otley', country: null });
    expect(now.find(({ name }) => name === 'Theo')).toMatchObject({ city: 'Wells', deleted_at: null });
    expect(now.find(({ name }) => name === 'Ida')?.deleted_at).not.toBeNull();
    const file = parse(await text(await readFile(db, String(result?.['fileId']))), { bom: true });
    expect(file.map(([, name, reason]) => [name, reason])).toEqual([
      ['name', 'reason'],
      ['Nora', 'City was changed since.'],
      ['Theo', 'It was changed since.'],
    ]);
  });

  test('of people met by several batches gives back what was there before the first', async ({ db }) => {
    const who = await actor(db, 'admin');
    const nora = await createContact(db, system, {
      givenName: 'Nora',
      email: 'nora@x.example',
      city: 'York',
    });
    const lines = Array.from({ length: 2_500 }, (_, i) =>
      i % 1_200 === 0 ? `nora@x.example,City ${i}` : `p${i % 1_900}@x.example,Leeds ${i}`,
    );
    const { id } = await imported(db, who, `email,city\n${lines.join('\n')}\n`);
    const { result } = await undone(db, who, id);
    expect(result).toMatchObject({ restored: 1, left: 0 });
    const left = (await people(db)).filter(({ deleted_at: at }) => at === null);
    expect(left).toMatchObject([{ id: nora.id, city: 'York' }]);
  });

  test('is for who made it, and for who may delete all', async ({ db }) => {
    const who = await actor(db, 'marketer');
    const { id } = await imported(db, who, 'email\nnora@x.example\n');
    await expect(undone(db, await actor(db, 'marketer'), id)).rejects.toThrow('Only ');
    expect((await undone(db, await actor(db, 'admin'), id)).result).toMatchObject({ deleted: 1 });
  });
});

test('who is erased is erased from the before-images, too; after 90 days all of them go', async ({ db }) => {
  const who = await actor(db, 'admin');
  const nora = await createContact(db, system, { givenName: 'Nora', email: 'nora@x.example', city: 'York' });
  const { id } = await imported(db, who, 'email,city\nnora@x.example,Leeds\nno,Hull\n');
  const kept = () =>
    db
      .selectFrom('audience.import_changes')
      .select(['before', 'after', 'claimed'])
      .where('import_id', '=', id)
      .execute();
  expect(await kept()).toEqual([{ before: { city: 'York' }, after: { city: 'Leeds' }, claimed: [] }]);
  await forgetErased(db, [nora.id]);
  expect(await kept()).toEqual([{ before: {}, after: {}, claimed: [] }]);
  const old = new Date(Date.now() - 91 * 86_400_000);
  await db.updateTable('audience.imports').set({ started_at: old }).where('id', '=', id).execute();
  expect(await forgetImports(db)).toBe(1);
  expect(await kept()).toEqual([]);
  expect(await findImport(db, who, id)).toMatchObject({ counts: { updated: 1 }, mayUndo: false });
});

test('colleagues are told once of all that an import gave them', async ({ db }) => {
  const who = await actor(db, 'admin');
  const rep = await actor(db, 'rep');
  await imported(db, who, `email,owner\na@x.example,${rep.name}\nb@x.example,${rep.name}\nc@x.example,\n`);
  const told = db.selectFrom('platform.events').select('payload').where('name', '=', 'contacts.assigned');
  expect(await told.orderBy('position').execute()).toEqual([{ payload: { to: rep.id, count: 2 } }]);
});

describe('giving fields back', () => {
  test('takes only the tags the import brought', () => {
    const change = { before: { tags: ['a'] }, after: { tags: ['a', 'b'] } };
    expect(giveBack({ tags: ['a', 'b', 'c'] }, change).restored).toEqual({ tags: ['a', 'c'] });
  });

  test('keeps what belongs together together', () => {
    const before = { companyId: null, companyName: 'Old' };
    const change = { before, after: { companyId: 'k', companyName: 'New' } };
    expect(giveBack({ companyId: 'k', companyName: 'Renamed' }, change).restored).toEqual(before);
    expect(giveBack({ companyId: 'other', companyName: 'New' }, change)).toEqual({
      restored: {},
      changedSince: ['companyId'],
    });
  });
});
