import { describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { listen } from '../../platform/listeners.ts';
import { rooms } from '../../rooms.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, makeTeam } from '../../workspace/testing.ts';
import { findContact } from '../reading.ts';
import { makeContact } from '../testing.ts';
import { linkContacts } from './batch.ts';
import { assignCompany, deleteCompany, editCompany, restoreCompany } from './companies.ts';
import { companyJobs } from './jobs.ts';
import { createLog } from '../../platform/log.ts';
import { eraseDeletedCompanies } from './erasure.ts';
import { familyOf } from './family.ts';
import { findCompany } from './reading.ts';
import { makeCompany } from './testing.ts';

async function historyOf(db: Db, id: string) {
  return db
    .selectFrom('platform.events')
    .select(['name', 'actor_name', 'changes'])
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
}

describe('a company', () => {
  test('is made, changed and given, and what happened is told', async ({ db }) => {
    const anna = await actor(db, 'marketer');
    const made = await makeCompany(
      db,
      { domain: 'hallow.example', phone: '0113 496 0182', country: 'GB' },
      anna,
    );
    expect(made).toMatchObject({ domain: 'hallow.example', phone: '+441134960182', people: 0, parent: null });
    const edited = await editCompany(db, anna, made.id, { city: 'Leeds', employees: 40 });
    expect(edited).toMatchObject({ city: 'Leeds', employees: 40 });
    expect(await editCompany(db, anna, made.id, { phone: '+44 113 496 0182' })).toEqual(edited);
    await assignCompany(db, anna, made.id, anna.id);
    expect((await historyOf(db, made.id)).slice(1)).toEqual([
      {
        name: 'company.updated',
        actor_name: anna.name,
        changes: { city: { from: null, to: 'Leeds' }, employees: { from: null, to: 40 } },
      },
      { name: 'company.assigned', actor_name: anna.name, changes: { ownerId: { from: null, to: anna.id } } },
    ]);
  });

  test('has a domain of its own: the new one leads to it, the old one is free', async ({ db }) => {
    const hallow = await makeCompany(db, { domain: 'hallow.example' });
    await expect(makeCompany(db, { name: 'Other', domain: 'hallow.example' })).rejects.toMatchObject({
      facts: { company: { id: hallow.id, name: 'Hallow & Reed' } },
    });
    await editCompany(db, system, hallow.id, { domain: 'reed.example' });
    const other = await makeCompany(db, { name: 'Other', domain: 'hallow.example' });
    await expect(editCompany(db, system, other.id, { domain: 'reed.example' })).rejects.toThrow(Conflict);
  });

  test('is not overwritten unseen', async ({ db }) => {
    freezeClock(new Date('2026-11-22T10:00:00Z'));
    const { id, updatedAt } = await makeCompany(db);
    freezeClock(new Date('2026-11-22T10:05:00Z'));
    const anna = await actor(db, 'marketer');
    await editCompany(db, anna, id, { city: 'Leeds' });
    const late = editCompany(db, system, id, { city: 'York', updatedAt: updatedAt.toISOString() });
    await expect(late).rejects.toMatchObject({ facts: { changedBy: anna.name, company: { city: 'Leeds' } } });
    releaseClock();
  });

  test('can be edited by a rep where it is their team’s or nobody’s, and deleted by managers', async ({
    db,
  }) => {
    const rep = await actor(db, 'rep', { team: await makeTeam(db, 'North') });
    const stranger = await actor(db, 'rep');
    const nobodys = await makeCompany(db);
    const strangers = await makeCompany(db, { ownerId: stranger.id });
    expect(await editCompany(db, rep, nobodys.id, { city: 'Leeds' })).toMatchObject({ city: 'Leeds' });
    await expect(editCompany(db, rep, strangers.id, { city: 'Leeds' })).rejects.toThrow(Forbidden);
    await expect(deleteCompany(db, rep, nobodys.id)).rejects.toThrow(Forbidden);
  });

  test('deleted is known by nothing, restored again by what is free', async ({ db }) => {
    const { id } = await makeCompany(db, { domain: 'hallow.example' });
    const nora = await makeContact(db);
    await linkContacts(db, system, [{ contactId: nora.id, companyId: id }]);
    await deleteCompany(db, system, id);
    expect((await findContact(db, system, nora.id)).companyName).toBe('Hallow & Reed');
    await expect(editCompany(db, system, id, { city: 'Leeds' })).rejects.toThrow(NotFound);
    expect((await restoreCompany(db, system, id)).people).toBe(1);
    await deleteCompany(db, system, id);
    await makeCompany(db, { name: 'Other', domain: 'hallow.example' });
    await expect(restoreCompany(db, system, id)).rejects.toThrow(Conflict);
  });

  test('is gone for good after 30 days; its people stay', async ({ db }) => {
    const { id } = await makeCompany(db);
    const nora = await makeContact(db);
    await linkContacts(db, system, [{ contactId: nora.id, companyId: id }]);
    freezeClock(new Date('2026-10-01T10:00:00Z'));
    await deleteCompany(db, system, id);
    freezeClock(new Date('2026-11-22T10:00:00Z'));
    expect(await eraseDeletedCompanies(db)).toBe(1);
    releaseClock();
    await expect(findCompany(db, system, id)).rejects.toThrow(NotFound);
    expect(await findContact(db, system, nora.id)).toMatchObject({ companyName: 'Hallow & Reed' });
    expect((await historyOf(db, id)).map(({ name, changes }) => [name, changes])).toEqual(
      ['company.created', 'company.deleted', 'company.erased'].map((name) => [name, {}]),
    );
  });
});

describe('a new name', () => {
  test('goes to all who work there, and whoever listens is told', async ({ db }) => {
    const told: string[][] = [];
    listen([{ 'contacts.changed': async (_db, _who, { ids }) => void told.push(ids) }]);
    const { id } = await makeCompany(db);
    const people = [await makeContact(db), await makeContact(db)];
    await linkContacts(
      db,
      system,
      people.map((person) => ({ contactId: person.id, companyId: id })),
    );
    told.length = 0;
    await editCompany(db, system, id, { name: 'Hallow' });
    listen(rooms.flatMap(({ listeners }) => listeners ?? []));
    for (const person of people) {
      expect((await findContact(db, system, person.id)).companyName).toBe('Hallow');
      expect((await historyOf(db, person.id)).at(-1)?.changes).toEqual({
        companyName: { from: 'Hallow & Reed', to: 'Hallow' },
      });
    }
    expect(told.flat().toSorted()).toEqual(people.map((person) => person.id).toSorted());
  });

  test('goes to more than a thousand in the background', async ({ db }) => {
    const { id } = await makeCompany(db);
    const ids = Array.from({ length: 1_100 }, () => newId());
    const at = new Date();
    const rows = ids.map((contact) => ({
      id: contact,
      given_name: 'Nora',
      stage: 'lead' as const,
      source: 'radio' as const,
      company_id: id,
      company_name: 'Hallow & Reed',
      created_at: at,
      updated_at: at,
    }));
    await db.insertInto('audience.contacts').values(rows).execute();
    await editCompany(db, system, id, { name: 'Hallow' });
    const named = () =>
      db
        .selectFrom('audience.contacts')
        .where('company_name', '=', 'Hallow')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
    expect(await named()).toEqual({ count: 0 });
    const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 2 };
    await companyJobs['audience.followCompanies']?.({ companyIds: [id], who: system }, context);
    expect(await named()).toEqual({ count: 1_100 });
  });
});

test('a family is a tree: never a circle, and read from its head down', async ({ db }) => {
  const group = await makeCompany(db, { name: 'Group' });
  const north = await makeCompany(db, { name: 'North', parentId: group.id });
  const south = await makeCompany(db, { name: 'South', parentId: group.id, city: 'Bath' });
  const leeds = await makeCompany(db, { name: 'Leeds', parentId: north.id });
  const move = (id: string, parentId: string | null) => editCompany(db, system, id, { parentId });
  for (const parentId of [group.id, leeds.id, newId()])
    await expect(move(group.id, parentId)).rejects.toThrow(Invalid);
  await expect(move(group.id, leeds.id)).rejects.toThrow('Leeds belongs to this company itself.');
  const read = async (id: string) => (await familyOf(db, system, id)).companies.map(({ name }) => name);
  expect(await read(leeds.id)).toEqual(['Group', 'North', 'Leeds', 'South']);
  await deleteCompany(db, system, north.id);
  expect(await read(leeds.id)).toEqual(['Leeds']);
  expect(await read(south.id)).toEqual(['Group', 'South']);
  await move(south.id, null);
  expect(await findCompany(db, system, south.id)).toMatchObject({ parent: null });
});
