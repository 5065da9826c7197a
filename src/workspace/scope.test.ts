import { expect } from 'vitest';
import { Forbidden } from '../platform/errors.ts';
import { test } from '../platform/testing/testing.ts';
import { mustReach, ownedBy } from './scope.ts';
import { actor, makeTeam } from './testing.ts';

test('own, team and all: the same answer in a list and on one record', async ({ db }) => {
  const [north, south] = [await makeTeam(db, 'North'), await makeTeam(db, 'South')];
  const me = await actor(db, 'rep', { team: north });
  const colleague = await actor(db, 'rep', { team: north });
  const stranger = await actor(db, 'rep', { team: south });
  const owners = [me.id, colleague.id, stranger.id];
  const reachable = async (permission: 'contacts.read' | 'contacts.edit' | 'contacts.delete', who = me) => {
    const rows = await db
      .selectFrom('workspace.users as u')
      .select('u.id')
      .where(ownedBy(who, permission, 'u.id'))
      .execute();
    return owners.filter((owner) => rows.some(({ id }) => id === owner));
  };
  const reached = async (permission: 'contacts.read' | 'contacts.edit' | 'contacts.delete', who = me) => {
    const may = await Promise.allSettled(owners.map((owner) => mustReach(db, who, permission, owner)));
    return owners.filter((_owner, index) => may[index]?.status === 'fulfilled');
  };
  for (const [permission, expected] of [
    ['contacts.edit', [me.id]],
    ['contacts.read', [me.id, colleague.id]],
    ['contacts.delete', []],
  ] as const) {
    expect(await reachable(permission)).toEqual(expected);
    expect(await reached(permission)).toEqual(expected);
  }
  const admin = await actor(db, 'admin');
  expect(await reachable('contacts.delete', admin)).toEqual(owners);
  expect(await reached('contacts.delete', admin)).toEqual(owners);
});

test('what nobody owns is within a team’s reach, not within one’s own', async ({ db }) => {
  const rep = await actor(db, 'rep');
  await mustReach(db, rep, 'contacts.read', null);
  await expect(mustReach(db, rep, 'contacts.edit', null)).rejects.toThrow(Forbidden);
  await expect(mustReach(db, rep, 'contacts.edit', null)).rejects.toThrow('belongs to somebody else');
});
