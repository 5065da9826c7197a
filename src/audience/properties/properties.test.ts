import { describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { deleteContact, editContact } from '../contacts.ts';
import { makeContact } from '../testing.ts';
import {
  archiveProperty,
  declareProperty,
  editProperty,
  everyProperty,
  orderProperties,
  propertiesOf,
  restoreProperty,
  type NewProperty,
} from './properties.ts';
import { usageOf } from './usage.ts';

function declare(db: Db, label: string, more: Partial<NewProperty> = {}) {
  return declareProperty(db, system, { recordKind: 'contact', label, type: 'text', ...more });
}

const hair: Partial<NewProperty> = { type: 'choice', choices: [{ label: 'Fine' }, { label: 'Curly' }] };

async function changesOf(db: Db, id: string, name: 'contact.updated' | 'property.changed') {
  const rows = await db
    .selectFrom('platform.events')
    .select('changes')
    .where('subject_id', '=', id)
    .where('name', '=', name)
    .orderBy('position')
    .execute();
  return rows.map(({ changes }) => changes);
}

describe('declaring', () => {
  test('a key is made of the label and stays; each is unique among contacts, and among companies', async ({
    db,
  }) => {
    const first = await declare(db, 'Hair type');
    expect(first).toMatchObject({ key: 'hair_type', label: 'Hair type', position: 1, archivedAt: null });
    expect((await declare(db, 'Hair-type')).key).toBe('hair_type_2');
    expect((await declare(db, 'Hair type', { recordKind: 'company' })).key).toBe('hair_type');
    await expect(declare(db, 'HAIR TYPE')).rejects.toThrow('There is a property called “Hair type” already.');
    await editProperty(db, system, first.id, { label: 'Texture' });
    expect((await propertiesOf(db, 'contact')).map(({ key, label }) => [key, label])).toEqual([
      ['hair_type', 'Texture'],
      ['hair_type_2', 'Hair-type'],
    ]);
  });

  test('money needs a currency, choices need choices, and each of them once', async ({ db }) => {
    await expect(declare(db, 'Spend', { type: 'money' })).rejects.toThrow('Choose the currency');
    await expect(declare(db, 'Hair', { type: 'choice' })).rejects.toThrow('Enter at least one choice.');
    const twice = { ...hair, choices: [{ label: 'Fine' }, { label: 'fine' }] };
    await expect(declare(db, 'Hair', twice)).rejects.toThrow('“fine” is there twice.');
    const { choices } = await declare(db, 'Hair', { ...hair, choices: [{ label: 'A/B' }, { label: 'A B' }] });
    expect(choices).toEqual([
      { value: 'a_b', label: 'A/B' },
      { value: 'a_b_2', label: 'A B' },
    ]);
  });
});

describe('changing', () => {
  test('the type changes only while nobody has a value', async ({ db }) => {
    const { id } = await declare(db, 'Age');
    expect((await editProperty(db, system, id, { type: 'number' })).type).toBe('number');
    const contact = await makeContact(db, { properties: { age: 41 } });
    await deleteContact(db, system, contact.id);
    await expect(editProperty(db, system, id, { type: 'text' })).rejects.toThrow('so its type cannot change');
    const spend = await declare(db, 'Spend', { type: 'money', currency: 'EUR' });
    await makeContact(db, { properties: { spend: '12' } });
    await expect(editProperty(db, system, spend.id, { currency: 'USD' })).rejects.toBeInstanceOf(Conflict);
  });

  test('choices are added, renamed, reordered and retired; those that records have are not removed', async ({
    db,
  }) => {
    const { id } = await declare(db, 'Hair', hair);
    await makeContact(db, { properties: { hair: 'Curly' } });
    const choices = [
      { value: 'curly', label: 'Curls', retired: true },
      { label: 'Straight' },
      { value: 'fine', label: 'Fine' },
    ];
    expect((await editProperty(db, system, id, { choices })).choices).toEqual([
      { value: 'curly', label: 'Curls', retired: true },
      { value: 'straight', label: 'Straight' },
      { value: 'fine', label: 'Fine' },
    ]);
    const without = editProperty(db, system, id, { choices: [{ label: 'Straight' }] });
    await expect(without).rejects.toThrow('“Curls” is the value of some records');
    const unused = [{ value: 'curly', label: 'Curls' }];
    expect((await editProperty(db, system, id, { choices: unused })).choices).toEqual(unused);
    expect((await changesOf(db, id, 'property.changed'))[0]).toEqual({
      choices: { from: 'Fine, Curly', to: 'Curls (retired), Straight, Fine' },
    });
  });

  test('in another order, archived and back again', async ({ db }) => {
    const [a, b, c] = [await declare(db, 'A'), await declare(db, 'B'), await declare(db, 'C')];
    const ordered = await orderProperties(db, system, { recordKind: 'contact', ids: [c.id, a.id] });
    expect(ordered.map(({ label }) => label)).toEqual(['C', 'A', 'B']);
    await archiveProperty(db, system, b.id);
    expect((await propertiesOf(db, 'contact')).map(({ label }) => label)).toEqual(['C', 'A']);
    expect((await everyProperty(db, 'contact')).map(({ label }) => label)).toEqual(['C', 'A', 'B']);
    await expect(declare(db, 'b')).rejects.toThrow('among the archived properties');
    await restoreProperty(db, system, b.id);
    expect((await propertiesOf(db, 'contact')).map(({ label }) => label)).toEqual(['C', 'A', 'B']);
    await expect(archiveProperty(db, system, crypto.randomUUID())).rejects.toBeInstanceOf(NotFound);
  });
});

describe('values', () => {
  test('are read as people write them, kept by key, merged, and told of one by one', async ({ db }) => {
    await declare(db, 'Hair', hair);
    await declare(db, 'Spend', { type: 'money', currency: 'EUR' });
    const nora = await makeContact(db, { properties: { hair: 'CURLY', spend: '1.234,50 €' } });
    expect(nora.properties).toEqual({ hair: 'curly', spend: 123450 });
    const edited = await editContact(db, system, nora.id, { properties: { hair: null } });
    expect(edited.properties).toEqual({ spend: 123450 });
    expect(await changesOf(db, nora.id, 'contact.updated')).toEqual([
      { 'property:hair': { from: 'curly', to: null } },
    ]);
  });

  test('every one that cannot be understood is named, and nothing is kept', async ({ db }) => {
    const spend = await declare(db, 'Spend', { type: 'money', currency: 'EUR' });
    const wrong = makeContact(db, { properties: { spend: 'a lot', shoe_size: 42 } });
    await expect(wrong).rejects.toMatchObject({
      fields: [
        { field: 'properties.spend', message: 'Spend: “a lot” is not an amount such as 1,234.50.' },
        { field: 'properties.shoe_size', message: 'There is no property “shoe_size”.' },
      ],
    });
    await archiveProperty(db, system, spend.id);
    await expect(makeContact(db, { properties: { spend: 1 } })).rejects.toBeInstanceOf(Invalid);
  });

  test('of colleagues are found by e-mail address', async ({ db }) => {
    const rep = await actor(db, 'rep');
    await declare(db, 'Stylist', { type: 'user' });
    const { properties } = await makeContact(db, { properties: { stylist: rep.email.toUpperCase() } });
    expect(properties).toEqual({ stylist: rep.id });
  });

  test('how many records have which is counted', async ({ db }) => {
    await declare(db, 'Hair', hair);
    await makeContact(db, { properties: { hair: 'fine' } });
    await makeContact(db, { properties: { hair: 'fine' } });
    await makeContact(db);
    expect(Object.fromEntries(await usageOf(db, 'contact'))).toEqual({ hair: { count: 2, exact: true } });
  });
});

test('over the API managers declare what everybody sees', async ({ db }) => {
  const app = await testApp(testHouse(db), [audience]);
  const manager = await signIn(app, await actor(db, 'sales_manager'));
  const rep = await signIn(app, await actor(db, 'rep'));
  const payload = {
    recordKind: 'contact',
    label: '  Hair   type ',
    type: 'choice',
    choices: [{ label: 'Fine' }],
  };
  const post = { method: 'POST', url: '/api/properties', payload } as const;
  expect((await app.inject({ ...post, headers: rep })).statusCode).toBe(403);
  const made = await app.inject({ ...post, headers: manager });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({ key: 'hair_type', label: 'Hair type' });
  const { id } = made.json();
  const patched = await app.inject({
    method: 'PATCH',
    url: `/api/properties/${id}`,
    payload: { description: 'As the stylist says' },
    headers: manager,
  });
  expect(patched.json()).toMatchObject({ description: 'As the stylist says' });
  const url = '/api/properties?recordKind=contact';
  const items = async (headers: Record<string, string>) => (await app.inject({ url, headers })).json().items;
  expect(await items(rep)).toHaveLength(1);
  await app.inject({ method: 'PUT', url: `/api/properties/${id}/archiving`, headers: manager });
  expect(await items(rep)).toHaveLength(0);
  await app.inject({ method: 'DELETE', url: `/api/properties/${id}/archiving`, headers: manager });
  expect(await items(rep)).toHaveLength(1);
  const order = {
    method: 'PUT',
    url: '/api/properties/order',
    payload: { recordKind: 'contact', ids: [id] },
  } as const;
  expect((await app.inject({ ...order, headers: manager })).statusCode).toBe(200);
  const usage = await app.inject({ url: '/api/property-usage?recordKind=contact', headers: manager });
  expect(usage.json()).toEqual({ usage: {} });
});
