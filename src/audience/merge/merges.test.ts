import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { listen } from '../../platform/listeners.ts';
import { test } from '../../platform/testing/testing.ts';
import { rooms } from '../../rooms.ts';
import { actor } from '../../workspace/testing.ts';
import { editCompany } from '../companies/companies.ts';
import { mergeCompanies } from '../companies/merge/merges.ts';
import { deleteContact, editContact } from '../contacts.ts';
import { findContact } from '../reading.ts';
import { makeContact } from '../testing.ts';
import { readRows, type ContactRow } from './contact-row.ts';
import { mergeContacts, mergesOf } from './merges.ts';
import { unmergeContacts } from './unmerges.ts';

/** Everything of this room about a contact, but for the moment of its last change. */
async function stateOf(db: Db, id: string) {
  const row = (await readRows(db, [id])).get(id);
  const { rows } = await sql<{ what: string }>`
    select 'known by ' || kind || ' ' || value || ' ' || created_at as what from audience.identities where contact_id = ${id}
    union all select 'was ' || old_id from audience.redirects where contact_id = ${id}
    union all select 'stage ' || id || to_stage from audience.stage_moves where contact_id = ${id}
    union all select 'role ' || company_id || roles::text || since from audience.company_people where contact_id = ${id}
    order by 1`.execute(db);
  return { row: { ...row, updated_at: '' } as Partial<ContactRow>, has: rows.map(({ what }) => what) };
}

async function makeCompany(db: Db, name: string): Promise<string> {
  const id = newId();
  const at = new Date();
  await db.insertInto('audience.companies').values({ id, name, created_at: at, updated_at: at }).execute();
  return id;
}

async function giveRole(db: Db, company: string, contact: string, roles: string[]): Promise<void> {
  await db
    .insertInto('audience.company_people')
    .values({ company_id: company, contact_id: contact, roles, since: new Date('2026-01-05T08:00:00Z') })
    .execute();
}

const pair = async (db: Db) => {
  const nora = await makeContact(db, { email: 'nora@castellan.example', city: 'Leeds', tags: ['VIP'] });
  const other = await makeContact(db, {
    familyName: 'Castellan-Reyes',
    email: 'n.castellan@gmail.example',
    phone: '+44 113 496 0182',
    jobTitle: 'Owner',
    stage: 'customer',
    source: 'radio',
    tags: ['salon', 'VIP'],
  });
  return { nora, other };
};

describe('merging', () => {
  test('keeps what is known, takes what is not, and the choice decides where both know', async ({ db }) => {
    const { nora, other } = await pair(db);
    const anna = await actor(db, 'marketer');
    const merge = await mergeContacts(db, anna, {
      keptId: nora.id,
      goneId: other.id,
      choices: { familyName: 'gone' },
    });
    expect(merge).toMatchObject({
      gone: { name: 'Nora Castellan-Reyes' },
      mergedBy: anna.name,
      undoable: true,
    });
    expect(await findContact(db, system, nora.id)).toMatchObject({
      givenName: 'Nora',
      familyName: 'Castellan-Reyes',
      email: 'nora@castellan.example',
      phone: '+441134960182',
      jobTitle: 'Owner',
      city: 'Leeds',
      stage: 'customer',
      source: 'radio',
      tags: ['VIP', 'salon'],
    });
    const { has } = await stateOf(db, nora.id);
    expect(has.join()).toContain('n.castellan@gmail.example');
    expect(has).toContain(`was ${other.id}`);
    expect(await findContact(db, system, other.id), 'the old id leads there').toMatchObject({ id: nora.id });
    expect(await mergesOf(db, nora.id)).toEqual([merge]);
    const events = db
      .selectFrom('platform.events')
      .select(['subject_id', 'changes'])
      .where('name', '=', 'contact.merged')
      .orderBy('position');
    expect(await events.execute()).toEqual([
      { subject_id: nora.id, changes: expect.objectContaining({ stage: { from: 'lead', to: 'customer' } }) },
      { subject_id: other.id, changes: {} },
    ]);
  });

  test('half an address is not filled from another one', async ({ db }) => {
    const kept = await makeContact(db, { city: 'Leeds' });
    const gone = await makeContact(db, { street: '4 Rue Cler', city: 'Paris', country: 'FR' });
    await mergeContacts(db, system, { keptId: kept.id, goneId: gone.id });
    expect(await findContact(db, system, kept.id)).toMatchObject({
      street: null,
      city: 'Leeds',
      country: null,
    });
    const same = await makeContact(db, { street: '9 Call Lane', city: 'leeds ', country: 'GB' });
    await mergeContacts(db, system, { keptId: kept.id, goneId: same.id });
    expect(await findContact(db, system, kept.id)).toMatchObject({ street: '9 Call Lane', country: 'GB' });
  });

  test('roles in companies are united', async ({ db }) => {
    const { nora, other } = await pair(db);
    const [salon, chain] = [await makeCompany(db, 'Salon'), await makeCompany(db, 'Chain')];
    await giveRole(db, salon, nora.id, ['user']);
    await giveRole(db, salon, other.id, ['champion', 'user']);
    await giveRole(db, chain, other.id, []);
    const before = [await stateOf(db, nora.id), await stateOf(db, other.id)];
    const { id } = await mergeContacts(db, system, { keptId: nora.id, goneId: other.id });
    const roles = db
      .selectFrom('audience.company_people')
      .select(['contact_id', 'roles'])
      .orderBy('company_id');
    expect(await roles.execute()).toEqual([
      { contact_id: nora.id, roles: ['user', 'champion'] },
      { contact_id: nora.id, roles: [] },
    ]);
    await unmergeContacts(db, system, id);
    expect([await stateOf(db, nora.id), await stateOf(db, other.id)]).toEqual(before);
  });

  test('is for those who may do it with both', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const mine = await makeContact(db, { ownerId: rep.id });
    const nobodys = await makeContact(db);
    const order = { keptId: mine.id, goneId: nobodys.id };
    await expect(mergeContacts(db, rep, order)).rejects.toThrow(Forbidden);
    await expect(mergeContacts(db, system, { ...order, goneId: mine.id })).rejects.toThrow(Invalid);
    const alsoMine = await makeContact(db, { ownerId: rep.id });
    const { id } = await mergeContacts(db, rep, { ...order, goneId: alsoMine.id });
    const stranger = await actor(db, 'rep');
    await expect(unmergeContacts(db, stranger, id)).rejects.toThrow();
    expect(await unmergeContacts(db, rep, id)).toMatchObject({
      unmergedBy: rep.name,
      undoable: false,
      left: [],
    });
  });

  test('what another room cannot follow, has not happened', async ({ db }) => {
    const { nora, other } = await pair(db);
    const before = [await stateOf(db, nora.id), await stateOf(db, other.id)];
    const heard = rooms.flatMap(({ listeners }) => listeners ?? []);
    listen([...heard, { 'contacts.merged': () => Promise.reject(new Error('out of paper')) }]);
    try {
      const merging = mergeContacts(db, system, { keptId: nora.id, goneId: other.id });
      await expect(merging).rejects.toThrow('out of paper');
    } finally {
      listen(heard);
    }
    expect([await stateOf(db, nora.id), await stateOf(db, other.id)]).toEqual(before);
    expect(await mergesOf(db, nora.id)).toEqual([]);
  });

  test('a choice of a field that there is not is refused', async ({ db }) => {
    const { nora, other } = await pair(db);
    const order = { keptId: nora.id, goneId: other.id };
    await expect(mergeContacts(db, system, { ...order, choices: { emial: 'gone' } })).rejects.toThrow(
      'There is no field "emial" to choose.',
    );
    expect((await findContact(db, system, other.id)).id).toBe(other.id);
  });

  test('whoever comes second is told', async ({ db }) => {
    const { nora, other } = await pair(db);
    await mergeContacts(db, system, { keptId: nora.id, goneId: other.id });
    const again = { keptId: other.id, goneId: nora.id };
    await expect(mergeContacts(db, await actor(db, 'marketer'), again)).rejects.toThrow(
      'Tandem has merged Nora Castellan-Reyes into Nora Castellan already.',
    );
  });
});

describe('taking a merge back', () => {
  test('brings both back as they were', async ({ db }) => {
    const { nora, other } = await pair(db);
    const before = [await stateOf(db, nora.id), await stateOf(db, other.id)];
    const { id } = await mergeContacts(db, system, {
      keptId: nora.id,
      goneId: other.id,
      choices: { email: 'gone' },
    });
    expect(await unmergeContacts(db, system, id)).toMatchObject({ left: [] });
    expect([await stateOf(db, nora.id), await stateOf(db, other.id)]).toEqual(before);
    await expect(unmergeContacts(db, system, id)).rejects.toThrow(
      'Tandem has taken this merge back already.',
    );
  });

  test('what was written on the kept one since, stays with it, and is told', async ({ db }) => {
    const { nora, other } = await pair(db);
    const { id } = await mergeContacts(db, system, { keptId: nora.id, goneId: other.id });
    await editContact(db, system, nora.id, {
      jobTitle: 'Founder',
      email: 'n.castellan@gmail.example',
      tags: ['VIP', 'salon', 'new'],
    });
    const later = {
      kind: 'anonymous' as const,
      value: 'main:b1',
      contact_id: nora.id,
      created_at: new Date(),
    };
    await db.insertInto('audience.identities').values(later).execute();
    expect((await unmergeContacts(db, system, id)).left).toEqual([
      'The job title was changed since the merge and stays.',
      'Nora Castellan-Reyes is not known by n.castellan@gmail.example any more.',
    ]);
    expect(await findContact(db, system, nora.id)).toMatchObject({
      jobTitle: 'Founder',
      email: 'n.castellan@gmail.example',
      phone: null,
      stage: 'lead',
      tags: ['VIP', 'new'],
    });
    expect(await findContact(db, system, other.id)).toMatchObject({
      email: null,
      jobTitle: 'Owner',
      stage: 'customer',
    });
    expect((await stateOf(db, nora.id)).has.join()).toContain('main:b1');
  });

  test('chains are taken back from the outside; side by side in any order', async ({ db }) => {
    const [a, b, c] = [await makeContact(db), await makeContact(db, { city: 'York' }), await makeContact(db)];
    const inner = await mergeContacts(db, system, { keptId: a.id, goneId: b.id });
    const outer = await mergeContacts(db, system, { keptId: c.id, goneId: a.id });
    expect((await findContact(db, system, b.id)).id).toBe(c.id);
    await expect(unmergeContacts(db, system, inner.id)).rejects.toThrow(
      'Nora Castellan was later merged into Nora Castellan. Take that merge back first.',
    );
    await unmergeContacts(db, system, outer.id);
    expect((await findContact(db, system, b.id)).id).toBe(a.id);
    await unmergeContacts(db, system, inner.id);
    expect((await findContact(db, system, b.id)).id).toBe(b.id);
    expect(await findContact(db, system, a.id)).toMatchObject({ city: null });
  });

  test('one merge written over by the next gives back what was before both', async ({ db }) => {
    const [a, b, c] = [
      await makeContact(db, { jobTitle: 'First', tags: [] }),
      await makeContact(db, { jobTitle: 'Second', tags: ['x'] }),
      await makeContact(db, { jobTitle: 'Third', tags: ['x'] }),
    ];
    const choices = { jobTitle: 'gone' as const };
    const one = await mergeContacts(db, system, { keptId: a.id, goneId: b.id, choices });
    const two = await mergeContacts(db, system, { keptId: a.id, goneId: c.id, choices });
    await unmergeContacts(db, system, one.id);
    expect(await findContact(db, system, a.id)).toMatchObject({ jobTitle: 'Third', tags: ['x'] });
    await unmergeContacts(db, system, two.id);
    expect(await findContact(db, system, a.id)).toMatchObject({ jobTitle: 'First', tags: [] });
  });

  test('of a deleted contact waits until it is brought back', async ({ db }) => {
    const { nora, other } = await pair(db);
    const { id } = await mergeContacts(db, system, { keptId: nora.id, goneId: other.id });
    await deleteContact(db, system, nora.id);
    await expect(unmergeContacts(db, system, id)).rejects.toThrow(Conflict);
  });

  test('a company that is gone for good meanwhile does not come back', async ({ db }) => {
    const { nora, other } = await pair(db);
    const company = await makeCompany(db, 'Castellan Salons');
    const set = { company_id: company, company_name: 'Castellan Salons' };
    await db.updateTable('audience.contacts').set(set).where('id', '=', nora.id).execute();
    const order = { keptId: nora.id, goneId: other.id, choices: { company: 'gone' } as const };
    const { id } = await mergeContacts(db, system, order);
    await db.deleteFrom('audience.companies').where('id', '=', company).execute();
    await unmergeContacts(db, system, id);
    expect(await findContact(db, system, nora.id)).toMatchObject({
      company: null,
      companyName: 'Castellan Salons',
    });
  });

  test('a company that was renamed, or became part of another, was not changed on the contact', async ({
    db,
  }) => {
    const { nora, other } = await pair(db);
    const [owned, worked, group] = [
      await makeCompany(db, 'Castellan Salons'),
      await makeCompany(db, 'Reyes Hair'),
      await makeCompany(db, 'Reyes Group'),
    ];
    await editContact(db, system, nora.id, { companyId: owned });
    await editContact(db, system, other.id, { companyId: worked });
    const order = { keptId: nora.id, goneId: other.id, choices: { company: 'gone' } as const };
    const { id } = await mergeContacts(db, system, order);
    await mergeCompanies(db, system, { keptId: group, goneId: worked });
    await editCompany(db, system, owned, { name: 'Castellan & Daughters' });
    expect((await unmergeContacts(db, system, id)).left).toEqual([]);
    expect(await findContact(db, system, nora.id)).toMatchObject({
      company: { id: owned },
      companyName: 'Castellan & Daughters',
    });
    expect(await findContact(db, system, other.id)).toMatchObject({
      company: { id: group },
      companyName: 'Reyes Group',
    });
  });

  test('names nobody to those who may not see them', async ({ db }) => {
    const { nora, other } = await pair(db);
    const third = await makeContact(db, { givenName: 'Hidden' }, await actor(db, 'rep'));
    const { id } = await mergeContacts(db, system, { keptId: nora.id, goneId: other.id });
    await mergeContacts(db, system, { keptId: third.id, goneId: nora.id });
    await expect(unmergeContacts(db, await actor(db, 'rep'), id)).rejects.toThrow('There is no such merge');
    await expect(unmergeContacts(db, system, id)).rejects.toThrow('later merged into Hidden Castellan');
  });
});
