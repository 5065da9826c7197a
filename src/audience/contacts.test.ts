import { afterEach, describe, expect } from 'vitest';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, makeTeam } from '../workspace/testing.ts';
import { assignContact, createContact, deleteContact, editContact, restoreContact } from './contacts.ts';
import { findContact } from './reading.ts';
import { makeContact } from './testing.ts';

afterEach(releaseClock);

/** What happened to a contact, oldest first, with what changed. */
function historyOf(db: Db, id: string) {
  return db
    .selectFrom('platform.events')
    .select(['name', 'actor_name', 'changes'])
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
}

function movesOf(db: Db, id: string) {
  return db
    .selectFrom('audience.stage_moves')
    .select(['from_stage', 'to_stage', 'moved_by_name'])
    .where('contact_id', '=', id)
    .orderBy('id')
    .execute();
}

async function knownBy(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audience.identities')
    .select('value')
    .where('contact_id', '=', id)
    .orderBy('value')
    .execute();
  return rows.map(({ value }) => value);
}

describe('creating', () => {
  test('writes the contact, its first stage, its identity and what happened', async ({ db }) => {
    const anna = await actor(db, 'marketer');
    const contact = await createContact(db, anna, { email: 'nora@castellan.example', source: 'radio' });
    expect(contact).toMatchObject({
      name: 'nora@castellan.example',
      stage: 'lead',
      source: 'radio',
      owner: null,
    });
    expect(await movesOf(db, contact.id)).toEqual([
      { from_stage: null, to_stage: 'lead', moved_by_name: anna.name },
    ]);
    const identity = db
      .selectFrom('audience.identities')
      .select(['kind', 'value'])
      .where('contact_id', '=', contact.id);
    expect(await identity.execute()).toEqual([{ kind: 'email', value: 'nora@castellan.example' }]);
    expect(await historyOf(db, contact.id)).toEqual([
      {
        name: 'contact.created',
        actor_name: anna.name,
        changes: {
          email: { from: null, to: 'nora@castellan.example' },
          stage: { from: null, to: 'lead' },
          source: { from: null, to: 'radio' },
        },
      },
    ]);
  });

  test('makes the contact theirs who may only edit their own', async ({ db }) => {
    const rep = await actor(db, 'rep');
    expect((await createContact(db, rep, { givenName: 'Nora' })).owner).toEqual({
      id: rep.id,
      name: rep.name,
    });
  });

  test('for another team is possible, and answered once', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const stranger = await actor(db, 'rep');
    const { id, owner } = await createContact(db, rep, { givenName: 'Nora', ownerId: stranger.id });
    expect(owner?.id).toBe(stranger.id);
    await expect(findContact(db, rep, id)).rejects.toThrow(NotFound);
  });

  test('for a colleague who is gone is refused', async ({ db }) => {
    const gone = await actor(db, 'rep');
    await db
      .updateTable('workspace.users')
      .set({ deactivated_at: new Date() })
      .where('id', '=', gone.id)
      .execute();
    await expect(makeContact(db, { ownerId: gone.id })).rejects.toThrow(Invalid);
  });

  test('does not tell a rep whose e-mail address it is when they may not see the contact', async ({ db }) => {
    const other = await actor(db, 'rep');
    await makeContact(db, { email: 'nora@castellan.example', ownerId: other.id });
    const rep = await actor(db, 'rep');
    const again = createContact(db, rep, { email: 'nora@castellan.example' });
    await expect(again).rejects.toMatchObject({ facts: { contact: null } });
  });
});

describe('editing', () => {
  test('writes what differs and tells a stage move apart', async ({ db }) => {
    const anna = await actor(db, 'marketer');
    const { id } = await makeContact(db, { city: 'York' });
    const edited = await editContact(db, anna, id, { city: 'Leeds', familyName: 'Castellan', stage: 'mql' });
    expect(edited).toMatchObject({ city: 'Leeds', stage: 'mql' });
    expect((await historyOf(db, id)).slice(1)).toEqual([
      { name: 'contact.updated', actor_name: anna.name, changes: { city: { from: 'York', to: 'Leeds' } } },
      { name: 'contact.stage-moved', actor_name: anna.name, changes: { stage: { from: 'lead', to: 'mql' } } },
    ]);
    expect((await movesOf(db, id)).at(-1)).toEqual({
      from_stage: 'lead',
      to_stage: 'mql',
      moved_by_name: anna.name,
    });
  });

  test('that changes nothing is no event', async ({ db }) => {
    const before = await makeContact(db, { phone: '0113 496 0182', country: 'GB' });
    const after = await editContact(db, await actor(db, 'marketer'), before.id, {
      givenName: 'Nora',
      phone: '+441134960182',
    });
    expect(after).toEqual(before);
    expect(await historyOf(db, before.id)).toHaveLength(1);
  });

  test('the e-mail address keeps the old one leading here, and one can go back to it', async ({ db }) => {
    const anna = await actor(db, 'marketer');
    const { id } = await makeContact(db, { email: 'old@castellan.example' });
    await editContact(db, anna, id, { email: 'new@castellan.example' });
    for (const email of ['new@castellan.example', 'old@castellan.example'])
      await expect(makeContact(db, { email })).rejects.toThrow(Conflict);
    const back = await editContact(db, anna, id, { email: 'old@castellan.example' });
    expect(back.email).toBe('old@castellan.example');
    expect(await knownBy(db, id)).toEqual(['new@castellan.example', 'old@castellan.example']);
  });

  test('the e-mail address away frees it for others', async ({ db }) => {
    const { id } = await makeContact(db, { email: 'nora@castellan.example' });
    await editContact(db, await actor(db, 'marketer'), id, { email: null });
    expect(await makeContact(db, { email: 'nora@castellan.example' })).toBeTruthy();
  });

  test('cannot make a contact nobody', async ({ db }) => {
    const { id } = await makeContact(db, { familyName: null });
    await expect(editContact(db, await actor(db, 'admin'), id, { givenName: null })).rejects.toThrow(Invalid);
  });

  test('on top of somebody else’s change is refused, and says whose it was', async ({ db }) => {
    const anna = await actor(db, 'marketer');
    freezeClock(new Date('2026-11-22T10:00:00Z'));
    const { id, updatedAt } = await makeContact(db);
    freezeClock(new Date('2026-11-22T10:05:00Z'));
    await editContact(db, anna, id, { city: 'Leeds' });
    const late = editContact(db, await actor(db, 'admin'), id, {
      city: 'York',
      updatedAt: updatedAt.toISOString(),
    });
    await expect(late).rejects.toMatchObject({ facts: { changedBy: anna.name, contact: { city: 'Leeds' } } });
    expect(await findContact(db, anna, id)).toMatchObject({ city: 'Leeds' });
  });
});

describe('deleting', () => {
  test('frees the e-mail address, and restoring takes it back', async ({ db }) => {
    const admin = await actor(db, 'admin');
    const { id } = await makeContact(db, { email: 'nora@castellan.example' });
    await deleteContact(db, admin, id);
    await expect(editContact(db, admin, id, { city: 'Leeds' })).rejects.toThrow(NotFound);
    expect(await restoreContact(db, admin, id)).toMatchObject({ deletedAt: null });
    await expect(makeContact(db, { email: 'nora@castellan.example' })).rejects.toThrow(Conflict);
    const names = (await historyOf(db, id)).map(({ name }) => name);
    expect(names).toEqual(['contact.created', 'contact.deleted', 'contact.restored']);
  });

  test('restored is known again by all that nobody else took meanwhile', async ({ db }) => {
    const admin = await actor(db, 'admin');
    const { id } = await makeContact(db, { email: 'a@castellan.example' });
    for (const email of ['b@castellan.example', 'c@castellan.example'])
      await editContact(db, admin, id, { email });
    await deleteContact(db, admin, id);
    const other = await makeContact(db, { email: 'a@castellan.example' });
    await restoreContact(db, admin, id);
    expect(await knownBy(db, id)).toEqual(['b@castellan.example', 'c@castellan.example']);
    expect(await knownBy(db, other.id)).toEqual(['a@castellan.example']);
    expect(await db.selectFrom('audience.released_identities').selectAll().execute()).toEqual([]);
  });

  test('cannot be taken back when somebody else has the e-mail address by now', async ({ db }) => {
    const admin = await actor(db, 'admin');
    const { id } = await makeContact(db, { email: 'nora@castellan.example' });
    await deleteContact(db, admin, id);
    await makeContact(db, { givenName: 'Other', email: 'nora@castellan.example' });
    await expect(restoreContact(db, admin, id)).rejects.toThrow(Conflict);
    expect((await findContact(db, admin, id)).deletedAt).not.toBeNull();
  });
});

describe('a rep', () => {
  test('sees their own, their team’s and nobody’s contacts, and edits their own', async ({ db }) => {
    const north = await makeTeam(db, 'North');
    const rep = await actor(db, 'rep', { team: north });
    const colleague = await actor(db, 'rep', { team: north });
    const stranger = await actor(db, 'rep');
    const own = await makeContact(db, { ownerId: rep.id });
    const teams = await makeContact(db, { ownerId: colleague.id });
    const nobodys = await makeContact(db);
    const strangers = await makeContact(db, { ownerId: stranger.id });

    expect(await editContact(db, rep, own.id, { city: 'Leeds' })).toMatchObject({ city: 'Leeds' });
    for (const { id } of [teams, nobodys]) {
      expect(await findContact(db, rep, id)).toMatchObject({ id });
      await expect(editContact(db, rep, id, { city: 'Leeds' })).rejects.toThrow(Forbidden);
    }
    await expect(findContact(db, rep, strangers.id)).rejects.toThrow(NotFound);
    await expect(editContact(db, rep, strangers.id, { city: 'Leeds' })).rejects.toThrow(NotFound);
  });

  test('hands over what is theirs, and may still see the answer', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const stranger = await actor(db, 'rep');
    const { id } = await makeContact(db, { ownerId: rep.id });
    expect((await assignContact(db, rep, id, stranger.id)).owner?.id).toBe(stranger.id);
    expect((await historyOf(db, id)).at(-1)).toMatchObject({
      name: 'contact.assigned',
      changes: { ownerId: { from: rep.id, to: stranger.id } },
    });
    await expect(assignContact(db, rep, id, rep.id)).rejects.toThrow(NotFound);
  });

  test('takes a contact of nobody’s, and then may edit it', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const { id } = await makeContact(db);
    await expect(editContact(db, rep, id, { city: 'Leeds' })).rejects.toThrow(Forbidden);
    expect((await assignContact(db, rep, id, rep.id)).owner?.id).toBe(rep.id);
    expect(await editContact(db, rep, id, { city: 'Leeds' })).toMatchObject({ city: 'Leeds' });
  });
});
