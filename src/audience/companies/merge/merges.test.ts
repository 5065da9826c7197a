import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { system } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../../platform/errors.ts';
import { listen } from '../../../platform/listeners.ts';
import { test } from '../../../platform/testing/testing.ts';
import { rooms } from '../../../rooms.ts';
import { actor } from '../../../workspace/testing.ts';
import { deleteContact, editContact } from '../../contacts.ts';
import { forgetContacts } from '../../erasure.ts';
import { mergeContacts } from '../../merge/merges.ts';
import { unmergeContacts } from '../../merge/unmerges.ts';
import { declareProperty } from '../../properties/properties.ts';
import { findContact } from '../../reading.ts';
import { makeContact } from '../../testing.ts';
import { companiesByKeys, linkByDomain, writeCompanies } from '../batch.ts';
import { deleteCompany, editCompany } from '../companies.ts';
import { eraseDeletedCompanies } from '../erasure.ts';
import { familyOf } from '../family.ts';
import { listPeople, setRoles } from '../people.ts';
import { findCompany } from '../reading.ts';
import { makeCompany } from '../testing.ts';
import { readRows, type CompanyRow } from './company-row.ts';
import { mergeCompanies } from './merges.ts';
import { mergesOf } from './reading.ts';
import { companyIdsBefore } from './redirects.ts';
import { unmergeCompanies } from './unmerges.ts';

/** Everything that hangs on a company, but for the moment of its last change. */
export async function stateOf(db: Db, id: string) {
  const row = (await readRows(db, [id])).get(id);
  const { rows } = await sql<{ what: string }>`
    select 'known by ' || kind || ' ' || value || ' ' || created_at as what from audience.company_identities where company_id = ${id}
    union all select 'was ' || old_company_id from audience.company_redirects where company_id = ${id}
    union all select 'above ' || id from audience.companies where parent_id = ${id}
    union all select 'role ' || contact_id || roles::text || since from audience.company_people where company_id = ${id}
    union all select 'works ' || id || company_name from audience.contacts where company_id = ${id}
    union all select 'deal ' || id || company_merges::text from pipeline.deals where company_id = ${id}
    union all select 'note ' || id || company_merges::text from handoff.field_notes where company_id = ${id}
    order by 1`.execute(db);
  return { row: { ...row, updated_at: '' } as Partial<CompanyRow>, has: rows.map(({ what }) => what) };
}

const statesOf = (db: Db, ...ids: string[]) => Promise.all(ids.map((id) => stateOf(db, id)));

async function makeDeal(db: Db, companyId: string, contactId: string | null = null): Promise<void> {
  await sql`insert into pipeline.deals (id, name, company_id, contact_id, stage, opened_at, updated_at)
    values (gen_random_uuid(), 'Opening set', ${companyId}, ${contactId}, 'open', now(), now())`.execute(db);
}

async function makeNote(db: Db, companyId: string): Promise<void> {
  await sql`insert into handoff.field_notes (id, kind, words, company_id, noted_by_name, noted_at)
    values (gen_random_uuid(), 'praise', 'Lovely', ${companyId}, 'Anna', now())`.execute(db);
}

/** Two spellings of one salon, each with people, a deal, a note and a subsidiary. */
async function pair(db: Db) {
  await declareProperty(db, system, { recordKind: 'company', label: 'Chairs', type: 'number' });
  const bloom = await makeCompany(db, { name: 'Salon Bloom', domain: 'bloom.example', tags: ['VIP'] });
  const gmbh = await makeCompany(db, {
    name: 'Salon Bloom GmbH',
    domain: 'bloom-gmbh.example',
    phone: '+44 113 496 0182',
    industry: 'Beauty and hair care',
    employees: 12,
    tags: ['wholesale', 'VIP'],
    properties: { chairs: 9 },
  });
  const ana = await makeContact(db, { email: 'ana@bloom.example', companyId: bloom.id });
  const ben = await makeContact(db, { email: 'ben@bloom-gmbh.example', companyId: gmbh.id });
  const both = await makeContact(db, { email: 'both@mail.example' });
  await setRoles(db, system, bloom.id, both.id, { roles: ['user'] });
  await setRoles(db, system, gmbh.id, both.id, { roles: ['champion', 'user'] });
  await setRoles(db, system, gmbh.id, ben.id, { roles: ['decision_maker'] });
  const shop = await makeCompany(db, { name: 'Bloom Shop', parentId: gmbh.id });
  for (const { id } of [bloom, gmbh]) {
    await makeDeal(db, id);
    await makeNote(db, id);
  }
  return { bloom, gmbh, ana, ben, both, shop };
}

describe('merging companies', () => {
  test('keeps what is known, takes what is not, and everything of both leads to the kept one', async ({
    db,
  }) => {
    const { bloom, gmbh, ben, both, shop } = await pair(db);
    const anna = await actor(db, 'marketer');
    const choices = { name: 'kept' as const, employees: 'gone' as const };
    const merge = await mergeCompanies(db, anna, { keptId: bloom.id, goneId: gmbh.id, choices });
    expect(merge).toMatchObject({
      kept: { id: bloom.id, name: 'Salon Bloom' },
      gone: { name: 'Salon Bloom GmbH' },
      mergedBy: anna.name,
      undoable: true,
    });
    expect(await findCompany(db, system, gmbh.id), 'the old id leads there').toMatchObject({
      id: bloom.id,
      name: 'Salon Bloom',
      domain: 'bloom.example',
      phone: '+441134960182',
      industry: 'Beauty and hair care',
      employees: 12,
      tags: ['VIP', 'wholesale'],
      properties: { chairs: 9 },
      people: 2,
    });
    expect(await findContact(db, system, ben.id)).toMatchObject({
      company: { id: bloom.id },
      companyName: 'Salon Bloom',
    });
    const { items } = await listPeople(db, system, gmbh.id, { limit: 10 });
    expect(items.find(({ id }) => id === both.id)).toMatchObject({ roles: ['user', 'champion'] });
    expect((await familyOf(db, system, gmbh.id)).companies.map(({ id }) => id)).toEqual([bloom.id, shop.id]);
    const { has } = await stateOf(db, bloom.id);
    expect(has.filter((each) => /^(deal|note) /.test(each))).toHaveLength(4);
    expect(await companyIdsBefore(db, bloom.id)).toEqual([gmbh.id]);
    expect(await mergesOf(db, bloom.id)).toEqual([merge]);
    const events = db
      .selectFrom('platform.events')
      .select(['subject_id', 'changes'])
      .where('name', '=', 'company.merged')
      .orderBy('position');
    expect(await events.execute()).toEqual([
      { subject_id: bloom.id, changes: expect.objectContaining({ employees: { from: null, to: 12 } }) },
      { subject_id: gmbh.id, changes: {} },
    ]);
  });

  test('files and programs that go on naming the gone one mean the kept one', async ({ db }) => {
    const { bloom, gmbh } = await pair(db);
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    const keys = [{ name: 'SALON Bloom GmbH' }, { domain: 'bloom-gmbh.example' }, { name: 'Salon Bloom' }];
    expect((await companiesByKeys(db, keys)).map((found) => found?.id)).toEqual([
      bloom.id,
      bloom.id,
      bloom.id,
    ]);
    const elsewhere = { name: 'Salon Bloom GmbH', domain: 'elsewhere.example' };
    expect(await companiesByKeys(db, [elsewhere])).toEqual([null]);
    const file = [{ name: 'Salon Bloom GmbH', domain: 'bloom-gmbh.example', city: 'Leeds' }];
    const { rows } = await writeCompanies(db, system, file);
    expect(rows).toMatchObject([{ companyId: bloom.id, outcome: 'updated', reasons: [] }]);
    expect(await findCompany(db, system, bloom.id), 'recognised, and not renamed').toMatchObject({
      name: 'Salon Bloom',
      domain: 'bloom.example',
      city: 'Leeds',
    });
    const carla = await makeContact(db, { email: 'carla@bloom-gmbh.example' });
    await linkByDomain(db, [carla]);
    expect(await findContact(db, system, carla.id)).toMatchObject({ company: { id: bloom.id } });
    await unmergeCompanies(db, system, id);
    expect((await companiesByKeys(db, keys)).map((found) => found?.id)).toEqual([gmbh.id, gmbh.id, bloom.id]);
  });

  test('its people are judged again by segments, in it and out of it', async ({ db }) => {
    const { bloom, gmbh, ana, ben } = await pair(db);
    const touched = async () => {
      const { rows } = await sql<{ id: string }>`
        with gone as (delete from audience.segment_touched returning contact_ids)
        select distinct unnest(contact_ids) as id from gone`.execute(db);
      return rows.map(({ id }) => id).toSorted();
    };
    await touched();
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    expect(await touched()).toEqual([ana.id, ben.id].toSorted());
    await unmergeCompanies(db, system, id);
    expect(await touched()).toEqual([ana.id, ben.id].toSorted());
    expect(await findContact(db, system, ben.id)).toMatchObject({ companyName: 'Salon Bloom GmbH' });
  });

  test('of a parent and its subsidiary the parent’s place stands, whichever is kept', async ({ db }) => {
    const top = await makeCompany(db, { name: 'Top' });
    const parent = await makeCompany(db, { name: 'Parent', parentId: top.id });
    const middle = await makeCompany(db, { name: 'Middle', parentId: parent.id });
    const child = await makeCompany(db, { name: 'Child', parentId: middle.id });
    const before = await statesOf(db, parent.id, middle.id, child.id);
    for (const [keptId, goneId] of [
      [child.id, parent.id],
      [parent.id, child.id],
      [parent.id, middle.id],
      [middle.id, parent.id],
    ] as const) {
      const { id } = await mergeCompanies(db, system, { keptId, goneId });
      expect(await findCompany(db, system, keptId)).toMatchObject({ parent: { id: top.id } });
      expect((await unmergeCompanies(db, system, id)).left).toEqual([]);
      expect(await statesOf(db, parent.id, middle.id, child.id)).toEqual(before);
    }
    const circle = { keptId: child.id, goneId: parent.id, choices: { parent: 'kept' } as const };
    await expect(mergeCompanies(db, system, circle)).rejects.toThrow(
      'Middle belongs to this company itself.',
    );
  });

  test('is for those who may do it with both', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const mine = await makeCompany(db, { name: 'Mine', ownerId: rep.id });
    const nobodys = await makeCompany(db, { name: 'Nobody’s' });
    const order = { keptId: mine.id, goneId: nobodys.id };
    await expect(mergeCompanies(db, rep, order)).rejects.toThrow(Forbidden);
    await expect(mergeCompanies(db, system, { ...order, goneId: mine.id })).rejects.toThrow(Invalid);
    const wrong = { ...order, choices: { nmae: 'gone' } as const };
    await expect(mergeCompanies(db, system, wrong)).rejects.toThrow('There is no field "nmae" to choose.');
    const alsoMine = await makeCompany(db, { name: 'Also mine', ownerId: rep.id });
    const { id } = await mergeCompanies(db, rep, { ...order, goneId: alsoMine.id });
    await expect(unmergeCompanies(db, await actor(db, 'rep'), id)).rejects.toThrow(Forbidden);
    expect(await unmergeCompanies(db, rep, id)).toMatchObject({ unmergedBy: rep.name, left: [] });
  });

  test('whoever comes second is told', async ({ db }) => {
    const { bloom, gmbh } = await pair(db);
    await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    const again = { keptId: gmbh.id, goneId: bloom.id };
    await expect(mergeCompanies(db, await actor(db, 'marketer'), again)).rejects.toThrow(
      'Tandem has merged Salon Bloom GmbH into Salon Bloom already.',
    );
  });

  test('what another room cannot follow, has not happened', async ({ db }) => {
    const { bloom, gmbh } = await pair(db);
    const before = await statesOf(db, bloom.id, gmbh.id);
    const heard = rooms.flatMap(({ listeners }) => listeners ?? []);
    listen([...heard, { 'companies.merged': () => Promise.reject(new Error('out of paper')) }]);
    try {
      const merging = mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
      await expect(merging).rejects.toThrow('out of paper');
    } finally {
      listen(heard);
    }
    expect(await statesOf(db, bloom.id, gmbh.id)).toEqual(before);
    expect(await mergesOf(db, bloom.id)).toEqual([]);
  });

  test('moves everybody with a handful of statements; the names of many follow in the background', async ({
    db,
  }) => {
    const { bloom, gmbh } = await pair(db);
    await sql`insert into audience.contacts (id, family_name, company_id, company_name, stage, source, created_at, updated_at)
      select gen_random_uuid(), 'No ' || n, ${gmbh.id}, 'Salon Bloom GmbH', 'lead', 'unknown', now(), now()
      from generate_series(1, 1500) as n`.execute(db);
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    const { rows } = await sql`
      select from graphile_worker.jobs where task_identifier = 'audience.followCompanies'`.execute(db);
    expect(rows).toHaveLength(1);
    const worksAt = async (companyId: string) =>
      (await sql`select from audience.contacts where company_id = ${companyId}`.execute(db)).rows.length;
    expect([await worksAt(bloom.id), await worksAt(gmbh.id)]).toEqual([1502, 0]);
    await unmergeCompanies(db, system, id);
    expect([await worksAt(bloom.id), await worksAt(gmbh.id)]).toEqual([1, 1501]);
  });
});

describe('taking a merge of companies back', () => {
  test('brings both back as they were, with all that hung on them', async ({ db }) => {
    const { bloom, gmbh, shop } = await pair(db);
    const before = await statesOf(db, bloom.id, gmbh.id, shop.id);
    const choices = { name: 'gone', domain: 'gone' } as const;
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id, choices });
    expect(await findCompany(db, system, bloom.id)).toMatchObject({ domain: 'bloom-gmbh.example' });
    expect(await unmergeCompanies(db, system, id)).toMatchObject({ left: [], undoable: false });
    expect(await statesOf(db, bloom.id, gmbh.id, shop.id)).toEqual(before);
    await expect(unmergeCompanies(db, system, id)).rejects.toThrow(
      'Tandem has taken this merge back already.',
    );
    expect(
      (await sql`select from audience.company_merge_people`.execute(db)).rows,
      'nothing is remembered any more',
    ).toEqual([]);
  });

  test('what was written on the kept one since stays with it, and is told', async ({ db }) => {
    const { bloom, gmbh, ben, both } = await pair(db);
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    await editCompany(db, system, bloom.id, {
      industry: 'Retail',
      domain: 'bloom-gmbh.example',
      tags: ['VIP', 'wholesale', 'new'],
    });
    await setRoles(db, system, bloom.id, both.id, { roles: ['champion', 'blocker'] });
    const other = await makeCompany(db, { name: 'Elsewhere' });
    await editContact(db, system, ben.id, { companyId: other.id });
    const late = await makeContact(db, { companyId: bloom.id });
    expect((await unmergeCompanies(db, system, id)).left).toEqual([
      'The industry was changed since the merge and stays.',
      'Salon Bloom GmbH is not known by the domain bloom-gmbh.example any more.',
    ]);
    expect(await findCompany(db, system, bloom.id)).toMatchObject({
      industry: 'Retail',
      domain: 'bloom-gmbh.example',
      employees: null,
      tags: ['VIP', 'new'],
    });
    expect(await findCompany(db, system, gmbh.id)).toMatchObject({
      domain: null,
      industry: 'Beauty and hair care',
      employees: 12,
    });
    const rolesAt = async (companyId: string) =>
      (await listPeople(db, system, companyId, { limit: 10 })).items.find((each) => each.id === both.id)
        ?.roles;
    expect([await rolesAt(bloom.id), await rolesAt(gmbh.id)]).toEqual([['blocker'], ['champion', 'user']]);
    expect(await findContact(db, system, ben.id), 'moved on').toMatchObject({ company: { id: other.id } });
    expect(await findContact(db, system, late.id), 'came since').toMatchObject({ company: { id: bloom.id } });
  });

  test('chains are taken back from the outside; side by side in any order', async ({ db }) => {
    const { bloom, gmbh, both } = await pair(db);
    const group = await makeCompany(db, { name: 'Bloom Group' });
    const third = await makeCompany(db, { name: 'Bloom Ltd', industry: 'Retail', tags: ['wholesale'] });
    await setRoles(db, system, third.id, both.id, { roles: ['champion', 'blocker'] });
    const ids = [bloom.id, gmbh.id, group.id, third.id];
    const before = await statesOf(db, ...ids);
    const inner = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    const beside = await mergeCompanies(db, system, {
      keptId: bloom.id,
      goneId: third.id,
      choices: { industry: 'gone' },
    });
    const outer = await mergeCompanies(db, system, { keptId: group.id, goneId: bloom.id });
    expect((await findCompany(db, system, gmbh.id)).id).toBe(group.id);
    await expect(unmergeCompanies(db, system, inner.id)).rejects.toThrow(
      'Salon Bloom was later merged into Bloom Group. Take that merge back first.',
    );
    await unmergeCompanies(db, system, outer.id);
    await unmergeCompanies(db, system, inner.id);
    expect(await findCompany(db, system, bloom.id)).toMatchObject({
      industry: 'Retail',
      tags: ['VIP', 'wholesale'],
    });
    const { items } = await listPeople(db, system, bloom.id, { limit: 10 });
    expect(items.find(({ id }) => id === both.id)?.roles.toSorted()).toEqual(['blocker', 'champion', 'user']);
    await unmergeCompanies(db, system, beside.id);
    expect(await statesOf(db, ...ids)).toEqual(before);
  });

  test('a parent that became part of another since was not changed by anybody', async ({ db }) => {
    const top = await makeCompany(db, { name: 'Top' });
    const parent = await makeCompany(db, { name: 'Parent', parentId: top.id });
    const child = await makeCompany(db, { name: 'Child', parentId: parent.id });
    const before = await statesOf(db, top.id, parent.id, child.id);
    const group = await makeCompany(db, { name: 'Group' });
    const inner = await mergeCompanies(db, system, { keptId: child.id, goneId: parent.id });
    const outer = await mergeCompanies(db, system, { keptId: group.id, goneId: top.id });
    expect((await unmergeCompanies(db, system, inner.id)).left).toEqual([]);
    expect(await findCompany(db, system, child.id)).toMatchObject({ parent: { id: parent.id } });
    expect(await findCompany(db, system, parent.id)).toMatchObject({ parent: { id: group.id } });
    await unmergeCompanies(db, system, outer.id);
    expect(await statesOf(db, top.id, parent.id, child.id)).toEqual(before);
  });

  test('people who are merged or erased meanwhile are not in its way', async ({ db }) => {
    const { bloom, gmbh, ben, both } = await pair(db);
    const twin = await makeContact(db, { companyId: gmbh.id });
    const people = await mergeContacts(db, system, { keptId: twin.id, goneId: ben.id });
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    await unmergeContacts(db, system, people.id);
    expect(await findContact(db, system, ben.id), 'where they worked is that one now').toMatchObject({
      company: { id: bloom.id },
    });
    await deleteContact(db, system, both.id);
    await forgetContacts(db, system, [both.id]);
    await unmergeCompanies(db, system, id);
    expect(await findContact(db, system, twin.id)).toMatchObject({ company: { id: gmbh.id } });
    expect((await stateOf(db, gmbh.id)).has.join()).not.toContain(both.id);
  });

  test('of a deleted company waits; with it what it remembers goes for good', async ({ db }) => {
    const { bloom, gmbh } = await pair(db);
    const { id } = await mergeCompanies(db, system, { keptId: bloom.id, goneId: gmbh.id });
    await deleteCompany(db, system, bloom.id);
    await expect(unmergeCompanies(db, system, id)).rejects.toThrow(Conflict);
    await sql`update audience.companies set deleted_at = now() - interval '31 days' where id = ${bloom.id}`.execute(
      db,
    );
    expect(await eraseDeletedCompanies(db)).toBe(1);
    await expect(unmergeCompanies(db, system, id)).rejects.toThrow(NotFound);
    const { rows } = await sql`
      select from audience.company_merges union all select from audience.company_redirects
      union all select from platform.events where subject_id = ${gmbh.id} and payload <> '{}'`.execute(db);
    expect(rows).toEqual([]);
  });
});
