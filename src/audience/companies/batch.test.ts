import { describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { findContact } from '../reading.ts';
import { makeContact } from '../testing.ts';
import { companiesByKeys, linkByDomain, linkContacts, setParents, writeCompanies } from './batch.ts';

async function idsOf(db: Db, ...names: string[]): Promise<string[]> {
  const { rows } = await writeCompanies(
    db,
    system,
    names.map((name) => ({ name })),
  );
  return rows.map(({ companyId }) => companyId ?? '');
}

async function historyOf(db: Db, id: string) {
  return db
    .selectFrom('platform.events')
    .select(['name', 'actor_name', 'changes'])
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
}

describe('writing many', () => {
  test('makes one company of the rows that say the same, and changes known ones', async ({ db }) => {
    const first = await writeCompanies(db, system, [
      { name: 'Hallow  & Reed', domain: 'hallow.example', externalId: 'crm:1', city: 'Leeds' },
      { name: 'HALLOW & REED', domain: 'hallow.example', industry: 'Hair care', tags: ['vip'] },
      { name: 'hallow & réed' },
      { externalId: 'crm:1', employees: 40 },
      { city: 'York' },
    ]);
    expect(first.rows.map(({ outcome }) => outcome)).toEqual([
      'created',
      'updated',
      'unchanged',
      'updated',
      'skipped',
    ]);
    const [id = ''] = first.rows.map(({ companyId }) => companyId ?? '');
    const again = await writeCompanies(db, system, [
      { domain: 'hallow.example', city: 'Leeds' },
      { externalId: 'crm:1', city: 'York' },
    ]);
    expect(again.rows).toEqual([
      { companyId: id, outcome: 'unchanged', reasons: [] },
      { companyId: id, outcome: 'updated', reasons: [] },
    ]);
    expect(again.drafts).toMatchObject([{ id, before: { city: 'Leeds' }, after: { city: 'York' } }]);
    const rows = await db.selectFrom('audience.companies').selectAll().execute();
    expect(rows).toMatchObject([
      { id, name: 'Hallow & Reed', industry: 'Hair care', employees: 40, city: 'York', tags: ['vip'] },
    ]);
    expect(
      (await historyOf(db, id)).map(({ name, changes }) => [name, Object.keys(changes).toSorted()]),
    ).toEqual([
      ['company.created', ['city', 'domain', 'employees', 'industry', 'name', 'tags']],
      ['company.updated', ['city']],
    ]);
  });

  test('two of one name on two domains are two; a domain stays whose it is', async ({ db }) => {
    const { rows } = await writeCompanies(db, system, [
      { name: 'Marlow', domain: 'marlow.example' },
      { name: 'Marlow', domain: 'marlow.test' },
      { name: 'Marlow' },
      { name: 'Reed', externalId: 'crm:2' },
      { externalId: 'crm:2', domain: 'marlow.test' },
    ]);
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      'created',
      'created',
      'unchanged',
      'created',
      'unchanged',
    ]);
    expect(rows[4]?.reasons).toEqual(['The domain marlow.test belongs to another company and was left out.']);
    const keys = [
      { domain: 'marlow.test', name: 'Reed' },
      { name: 'Marlow' },
      { name: 'réed' },
      { name: 'Reed', domain: 'reed.example' },
      { externalId: 'crm:9' },
    ];
    const found = await companiesByKeys(db, keys);
    expect(found.map((company) => company?.id ?? null)).toEqual([
      rows[1]?.companyId,
      null,
      rows[3]?.companyId,
      rows[3]?.companyId,
      null,
    ]);
  });

  test('only fills, only creates or only changes where that is asked', async ({ db }) => {
    const [id = ''] = await idsOf(db, 'Hallow');
    await writeCompanies(db, system, [{ name: 'Hallow', city: 'Leeds', properties: { tier: 'gold' } }]);
    const filled = await writeCompanies(
      db,
      system,
      [{ name: 'Hallow', city: 'York', industry: 'Retail', properties: { tier: 'tin', size: 'big' } }],
      { fillOnly: true },
    );
    expect(filled.drafts[0]?.after).toMatchObject({
      city: 'Leeds',
      industry: 'Retail',
      properties: { tier: 'gold', size: 'big' },
    });
    const skips = [
      await writeCompanies(db, system, [{ name: 'Hallow', city: 'Bath' }], { match: 'create' }),
      await writeCompanies(db, system, [{ name: 'Nobody' }], { match: 'update' }),
    ];
    expect(skips.flatMap(({ rows }) => rows)).toEqual([
      { companyId: id, outcome: 'skipped', reasons: ['This company is there already.'] },
      { companyId: null, outcome: 'skipped', reasons: ['No such company is known.'] },
    ]);
  });

  test('leaves alone what belongs to another team, and a new name goes to the people', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const stranger = await actor(db, 'rep');
    const { rows } = await writeCompanies(db, system, [
      { name: 'Hallow', externalId: 'crm:1', ownerId: stranger.id },
    ]);
    const theirs = await writeCompanies(db, rep, [{ externalId: 'crm:1', city: 'York' }]);
    expect(theirs.rows[0]).toMatchObject({
      outcome: 'skipped',
      reasons: [expect.stringContaining('colleague')],
    });
    const nora = await makeContact(db);
    await linkContacts(db, rep, [{ contactId: nora.id, companyId: rows[0]?.companyId ?? null }]);
    await writeCompanies(db, system, [{ externalId: 'crm:1', name: 'Hallow & Reed' }]);
    expect((await findContact(db, system, nora.id)).companyName).toBe('Hallow & Reed');
  });
});

describe('linking', () => {
  test('says where people work, and what changed', async ({ db }) => {
    const [hallow = '', marlow = ''] = await idsOf(db, 'Hallow', 'Marlow');
    const nora = await makeContact(db, { companyName: 'hallow' });
    const anna = await actor(db, 'marketer');
    const link = (companyId: string | null) => linkContacts(db, anna, [{ contactId: nora.id, companyId }]);
    expect(await link(hallow)).toEqual([nora.id]);
    expect(await link(hallow)).toEqual([]);
    await link(marlow);
    await link(null);
    expect((await historyOf(db, nora.id)).slice(1).map(({ changes }) => changes)).toEqual([
      { companyId: { from: null, to: hallow }, companyName: { from: 'hallow', to: 'Hallow' } },
      { companyId: { from: hallow, to: marlow }, companyName: { from: 'Hallow', to: 'Marlow' } },
      { companyId: { from: marlow, to: null }, companyName: { from: 'Marlow', to: null } },
    ]);
  });

  test('by domain is what Tandem does where nothing else is known, and never by a free mailbox', async ({
    db,
  }) => {
    await writeCompanies(db, system, [{ name: 'Hallow', domain: 'hallow.example' }]);
    const people = [
      await makeContact(db, { email: 'nora@gmail.com' }),
      await makeContact(db, { companyName: 'Elsewhere', email: 'theo@hallow.example' }),
      await makeContact(db, { companyName: 'HALLOW' }),
    ];
    const emails = ['nora@gmail.com', 'theo@hallow.example', 'freya@Hallow.example'];
    await linkByDomain(
      db,
      people.map(({ id }, place) => ({ id, email: emails[place] })),
    );
    const names = await Promise.all(
      people.map(async ({ id }) => (await findContact(db, system, id)).companyName),
    );
    expect(names).toEqual([null, 'Elsewhere', 'Hallow']);
    expect((await historyOf(db, people[2]?.id ?? '')).at(-1)).toMatchObject({
      actor_name: 'Tandem',
      changes: { companyName: { from: 'HALLOW', to: 'Hallow' } },
    });
  });
});

test('a company never belongs to itself, not even by way of others, nor too deep', async ({ db }) => {
  const [a = '', b = '', c = '', d = ''] = await idsOf(db, 'A', 'B', 'C', 'D');
  const refused = await setParents(db, system, [
    { companyId: b, parentId: a },
    { companyId: c, parentId: b },
    { companyId: d, parentId: d },
  ]);
  expect(refused).toEqual([d]);
  expect(await setParents(db, system, [{ companyId: a, parentId: c }])).toEqual([a]);
  const parents = await db
    .selectFrom('audience.companies')
    .select(['name', 'parent_id'])
    .orderBy('name')
    .execute();
  expect(parents.map(({ parent_id }) => parent_id)).toEqual([null, a, b, null]);

  const chain = await idsOf(db, ...Array.from({ length: 13 }, (_, depth) => `Level ${depth}`));
  const deep = chain.slice(1).map((companyId, above) => ({ companyId, parentId: chain[above] ?? null }));
  expect(await setParents(db, system, deep.slice(0, 11))).toEqual([]);
  expect(await setParents(db, system, deep.slice(11))).toEqual([chain[12]]);
});
