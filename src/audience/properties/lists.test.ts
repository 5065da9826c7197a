import { sql } from 'kysely';
import { afterEach, describe, expect } from 'vitest';
import { system, type Actor } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Invalid } from '../../platform/errors.ts';
import { listQuery, type Condition } from '../../platform/lists.ts';
import { createLog } from '../../platform/log.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { editContacts, undoBulkEdit } from '../bulk/bulk-changes.ts';
import { listContacts, sortFields } from '../contact-list.ts';
import type { NewBulkEdit } from '../contract.ts';
import { neighboursOf } from '../neighbours.ts';
import { findContact } from '../reading.ts';
import { selected } from '../selection.ts';
import { makeContact } from '../testing.ts';
import { dropIndex, keepIndexes, wantIndex } from './indexes.ts';
import { declareProperty, propertiesOf, type NewProperty } from './properties.ts';

afterEach(releaseClock);

const declared: Omit<NewProperty, 'recordKind'>[] = [
  { label: 'Nickname', type: 'text' },
  { label: 'Age', type: 'number' },
  { label: 'Spend', type: 'money', currency: 'EUR' },
  { label: 'Birthday', type: 'date' },
  { label: 'Hair', type: 'choice', choices: [{ label: 'Fine' }, { label: 'Curly' }] },
  {
    label: 'Interests',
    type: 'multi_choice',
    choices: [{ label: 'Colour' }, { label: 'Cut' }, { label: 'Care' }],
  },
  { label: 'Salon', type: 'yes_no' },
  { label: 'Shop', type: 'url' },
  { label: 'Stylist', type: 'user' },
];

async function makePeople(db: Db, stylist: string): Promise<void> {
  for (const property of declared) await declareProperty(db, system, { recordKind: 'contact', ...property });
  const make = (
    givenName: string,
    properties: Record<string, string | number | boolean>,
    tags: string[] = [],
  ) => makeContact(db, { givenName, familyName: null, properties, tags });
  const anna = {
    nickname: 'Éva',
    age: 9,
    spend: '100',
    birthday: '2026-03-12',
    hair: 'curly',
    interests: 'Cut; Care',
  };
  await make('a', { ...anna, salon: true, shop: 'hallow.example', stylist }, ['VIP', 'Salon']);
  await make(
    'b',
    { nickname: 'ben', age: 10, spend: '99.5', birthday: '2026-03-09', hair: 'fine', interests: 'Colour' },
    ['vip'],
  );
  await make('c', { nickname: 'Benno', age: -1.5, salon: false });
  await make('d', {}, ['Fair']);
}

async function found(
  db: Db,
  who: Actor,
  list: { filter?: Condition[]; sort?: string },
  limit = 100,
): Promise<string> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...list, filter: JSON.stringify(list.filter ?? []), limit, cursor };
    const { items, next } = await listContacts(db, who, listQuery.parse(query));
    names.push(...items.map(({ name }) => name));
    cursor = next ?? undefined;
  } while (cursor);
  return list.sort ? names.join('') : names.toSorted().join('');
}

describe('a list of contacts', () => {
  const cases: [Condition, string][] = [
    [['property:nickname', 'contains', 'EN'], 'bc'],
    [['property:nickname', 'is', 'BEN'], 'b'],
    [['property:nickname', 'starts_with', 'be'], 'bc'],
    [['property:nickname', 'is_empty', null], 'd'],
    [['property:age', 'at_least', 9], 'ab'],
    [['property:age', 'less_than', 0], 'c'],
    [['property:spend', 'at_least', 10_000], 'a'],
    [['property:birthday', 'before', '2026-03-12'], 'b'],
    [['property:birthday', 'after', '2026-03-09'], 'a'],
    [['property:birthday', 'is', '2026-03-09'], 'b'],
    [['property:birthday', 'in_last', '7d'], 'b'],
    [['property:birthday', 'in_next', '7d'], 'a'],
    [['property:hair', 'is', ['curly', 'fine']], 'ab'],
    [['property:hair', 'is_not', 'curly'], 'bcd'],
    [['property:interests', 'has', ['cut', 'colour']], 'ab'],
    [['property:interests', 'has_all', ['cut', 'care']], 'a'],
    [['property:interests', 'has_not', ['cut']], 'bcd'],
    [['property:interests', 'is_empty', null], 'cd'],
    [['property:salon', 'is', true], 'a'],
    [['property:salon', 'is', false], 'bcd'],
    [['property:shop', 'contains', 'hallow'], 'a'],
    [['property:stylist', 'is', 'me'], 'a'],
    [['tags', 'has', ['VIP']], 'ab'],
    [['tags', 'has', ['Salon', 'Fair']], 'ad'],
    [['tags', 'has_all', ['VIP', 'Salon']], 'a'],
    [['tags', 'has_not', ['VIP']], 'cd'],
    [['tags', 'is_empty', null], 'c'],
    [['tags', 'is_not_empty', null], 'abd'],
  ];
  test('can be asked for own properties and tags', async ({ db }) => {
    freezeClock(new Date('2026-03-10T12:00:00Z'));
    const stylist = await actor(db, 'admin');
    await makePeople(db, stylist.id);
    for (const [condition, names] of cases)
      expect([condition, await found(db, stylist, { filter: [condition] })]).toEqual([condition, names]);
  });

  test('is sorted by them, page by page, those without a value last', async ({ db }) => {
    const who = await actor(db, 'admin');
    await makePeople(db, who.id);
    const sorted = async (sort: string) => [
      await found(db, who, { sort }),
      await found(db, who, { sort }, 1),
    ];
    expect(await sorted('property:age')).toEqual(['cabd', 'cabd']);
    expect(await sorted('-property:spend')).toEqual(['abdc', 'abdc']);
    expect(await sorted('property:birthday')).toEqual(['bacd', 'bacd']);
    expect(await sorted('property:hair')).toEqual(['abcd', 'abcd']);
    expect((await sorted('property:nickname'))[0]?.slice(0, 2)).toBe('bc');
    const [a, b] = (await listContacts(db, who, listQuery.parse({ sort: 'property:birthday' }))).items;
    const beside = await neighboursOf(db, who, b?.id ?? '', { filter: [], sort: 'property:birthday' });
    expect(beside).toMatchObject({ previous: a?.id, place: { position: 2, count: 4 } });
  });

  test.for([
    [['property:gone', 'is', 'x']],
    [["property:x') or true --", 'is', 'x']],
    [['property:hair', 'contains', 'x']],
    [['property:interests', 'has', 'x\0']],
    [['property:birthday', 'before', 'soon']],
    [['tags', 'is', []]],
  ] satisfies [Condition][])('refuses %j', async ([condition], { db }) => {
    const who = await actor(db, 'admin');
    await makePeople(db, who.id);
    await expect(found(db, who, { filter: [condition] })).rejects.toBeInstanceOf(Invalid);
  });

  test('is not sorted by what has no order', async ({ db }) => {
    const who = await actor(db, 'admin');
    await makePeople(db, who.id);
    for (const sort of ['property:interests', 'property:gone', "property:x'"])
      await expect(found(db, who, { sort })).rejects.toBeInstanceOf(Invalid);
  });

  test('counts days from midnight where the reader is', async ({ db }) => {
    const who = await actor(db, 'admin');
    await db
      .updateTable('workspace.users')
      .set({ time_zone: 'America/New_York' })
      .where('id', '=', who.id)
      .execute();
    freezeClock(new Date('2026-03-10T02:00:00Z'));
    await makeContact(db, { givenName: 'late', familyName: null });
    expect(await found(db, who, { filter: [['createdAt', 'before', '2026-03-10']] })).toBe('late');
    expect(await found(db, who, { filter: [['createdAt', 'after', '2026-03-08']] })).toBe('late');
    expect(await found(db, who, { filter: [['createdAt', 'after', '2026-03-09']] })).toBe('');
  });

  test('finds addresses', async ({ db }) => {
    const who = await actor(db, 'admin');
    await makeContact(db, {
      givenName: 'x',
      familyName: null,
      postalCode: 'LS1 4AP',
      street: '1 Park Row',
      region: 'Yorkshire',
    });
    await makeContact(db, { givenName: 'y', familyName: null, postalCode: 'BD1 1AA' });
    expect(await found(db, who, { filter: [['postalCode', 'starts_with', 'ls1']] })).toBe('x');
    expect(await found(db, who, { filter: [['street', 'contains', 'park']] })).toBe('x');
    expect(await found(db, who, { filter: [['region', 'is', 'yorkshire']] })).toBe('x');
    expect(await found(db, who, { sort: 'postalCode' })).toBe('yx');
  });
});

describe('in bulk', () => {
  async function both(db: Db) {
    const who = await actor(db, 'admin');
    await makePeople(db, who.id);
    const { items } = await listContacts(db, who, listQuery.parse({ sort: 'name' }));
    const change = async (edit: NewBulkEdit['change']) =>
      editContacts(db, who, { ids: items.map(({ id }) => id), change: edit });
    const show = async (read: (contact: Awaited<ReturnType<typeof findContact>>) => unknown) => {
      const contacts = await Promise.all(items.map(({ id }) => findContact(db, who, id)));
      return contacts.map(read);
    };
    return { who, change, show };
  }

  test('a property is set and taken back, except where somebody changed it since', async ({ db }) => {
    const { who, change, show } = await both(db);
    const edit = await change({ properties: { hair: 'Fine' } });
    expect(edit.count).toBe(3);
    expect(await show(({ properties }) => properties['hair'])).toEqual(['fine', 'fine', 'fine', 'fine']);
    expect((await undoBulkEdit(db, who, edit.id)).count).toBe(3);
    expect(await show(({ properties }) => properties['hair'])).toEqual([
      'curly',
      'fine',
      undefined,
      undefined,
    ]);
    const several = await change({ properties: { interests: ['care', 'cut'] } });
    expect(several.count).toBe(3);
    const gone = await change({ properties: { age: null } });
    expect(gone.count).toBe(3);
    expect(await show(({ properties }) => properties['age'] ?? null)).toEqual([null, null, null, null]);
    await undoBulkEdit(db, who, gone.id);
    expect(await show(({ properties }) => properties['age'] ?? null)).toEqual([9, 10, -1.5, null]);
  });

  test('a tag is added where it is missing, taken away where it is, and back again', async ({ db }) => {
    const { who, change, show } = await both(db);
    const add = await change({ addTag: 'vip' });
    expect(add.count).toBe(2);
    expect(await show(({ tags }) => tags.join())).toEqual(['VIP,Salon', 'VIP', 'VIP', 'Fair,VIP']);
    await undoBulkEdit(db, who, add.id);
    expect(await show(({ tags }) => tags.join())).toEqual(['VIP,Salon', 'VIP', '', 'Fair']);
    const away = await change({ removeTag: 'VIP' });
    expect(away.count).toBe(2);
    await undoBulkEdit(db, who, away.id);
    expect(await show(({ tags }) => tags.join())).toEqual(['Salon,VIP', 'VIP', '', 'Fair']);
    const { changes } = await db
      .selectFrom('platform.events')
      .select('changes')
      .where('name', '=', 'contact.updated')
      .orderBy('position')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(changes).toEqual({ tags: { from: expect.any(Array), to: expect.arrayContaining(['VIP']) } });
  });
});

describe('an index', () => {
  test('is made in the background, serves filters and order, and is taken away again', async () => {
    const fresh = await freshDatabase();
    const { db } = fresh;
    const who = await actor(db, 'admin');
    await makePeople(db, who.id);
    const properties = await propertiesOf(db, 'contact');
    for (const { id } of properties) await wantIndex(db, who, id);
    await keepIndexes(db, createLog('silent'));
    const after = await propertiesOf(db, 'contact');
    expect(after.filter(({ indexedAt }) => indexedAt === null)).toEqual([]);
    for (const [condition, index] of served)
      expect([condition, await planWith(index, db, who, { filter: [condition] })]).toEqual([
        condition,
        expect.stringContaining(index),
      ]);
    for (const key of ['age', 'nickname'])
      expect(await planWith(`contacts_property_${key}`, db, who, { sort: `property:${key}` })).toContain(
        `contacts_property_${key}`,
      );
    for (const { id } of properties) await dropIndex(db, who, id);
    await keepIndexes(db, createLog('silent'));
    expect(await propertyIndexes(db)).toEqual([]);
    await fresh.close();
  });

  test('that a killed run left behind half made is made anew', async () => {
    const fresh = await freshDatabase();
    const { db } = fresh;
    const { id } = await declareProperty(db, system, { recordKind: 'contact', label: 'Age', type: 'number' });
    await wantIndex(db, system, id);
    await keepIndexes(db, createLog('silent'));
    await sql`update pg_index set indisvalid = false where indexrelid = 'audience.contacts_property_age'::regclass`.execute(
      db,
    );
    await keepIndexes(db, createLog('silent'));
    const { rows } = await sql<{ valid: boolean }>`
      select indisvalid as valid from pg_index where indexrelid = 'audience.contacts_property_age'::regclass`.execute(
      db,
    );
    expect(rows).toEqual([{ valid: true }]);
    await fresh.close();
  });

  const served: [Condition, index: string][] = [
    [['property:nickname', 'is', 'ben'], 'contacts_property_nickname'],
    [['property:age', 'at_least', 3], 'contacts_property_age'],
    [['property:spend', 'is', 3], 'contacts_property_spend'],
    [['property:birthday', 'in_last', '30d'], 'contacts_property_birthday'],
    [['property:hair', 'is', ['curly']], 'contacts_property_hair'],
    [['property:interests', 'has', ['cut']], 'contacts_property_interests'],
    [['property:stylist', 'is', 'me'], 'contacts_property_stylist'],
    [['postalCode', 'starts_with', 'LS1'], 'contacts_postal_code'],
  ];
});

/** How the database would go about a list if it had this index, and no other that it could as well walk along. */
async function planWith(
  index: string,
  db: Db,
  who: Actor,
  { filter = [], sort }: { filter?: Condition[]; sort?: string },
): Promise<string> {
  const trx = await db.startTransaction().execute();
  try {
    await dropOthers(trx, index);
    await sql`set local enable_seqscan = off`.execute(trx);
    await sql`set local enable_sort = off`.execute(trx);
    const where = await selected(trx, who, { filter });
    const expression = sort ? (await sortFields(trx, sort))[sort]?.expression : undefined;
    const order = expression ? sql`order by ${sql.raw(expression)}, c.id` : sql``;
    const value = expression ? sql`and ${sql.raw(expression)} is not null` : sql``;
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select c.id from audience.contacts as c where ${where} ${value} ${order} limit 10`.execute(trx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await trx.rollback().execute();
  }
}

async function dropOthers(db: Db, index: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select indexname as name from pg_indexes
    where schemaname = 'audience' and tablename = 'contacts' and indexname not in (${index}, 'contacts_pkey')`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop index ${sql.id('audience', name)}`.execute(db);
}

async function propertyIndexes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'i' and relname like 'contacts\\_property\\_%'`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}
