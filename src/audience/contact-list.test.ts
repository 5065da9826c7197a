import { describe, expect } from 'vitest';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { listQuery } from '../platform/lists.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, makeTeam } from '../workspace/testing.ts';
import { listContacts, searchContacts } from './contact-list.ts';
import { deleteContact } from './contacts.ts';
import { neighboursOf } from './neighbours.ts';
import { makeContact } from './testing.ts';

async function makePeople(db: Db): Promise<void> {
  await makeContact(db, {
    givenName: 'Éléonore',
    familyName: 'Vary',
    companyName: 'Zeta',
    city: 'Lyon',
    stage: 'customer',
  });
  await makeContact(db, { givenName: 'anna', familyName: 'Berg', email: 'anna@berg.example', stage: 'mql' });
  await makeContact(db, {
    givenName: 'Ben',
    familyName: '50%',
    companyName: 'alpha',
    city: 'Leeds',
    source: 'radio',
  });
  await makeContact(db, { givenName: null, familyName: null, email: 'zoe@x.example', companyName: 'Mid' });
}

/** The names a list shows, read in pages of this many. */
async function namesIn(db: Db, who: Actor, list: Record<string, string>, limit = 100): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listContacts(db, who, listQuery.parse({ ...list, limit, cursor }));
    names.push(...page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor);
  return names;
}

const ELEONORE = 'Éléonore Vary';
const ZOE = 'zoe@x.example';

describe('a list', () => {
  test.for<[sort: string, names: string[]]>([
    ['name', ['anna Berg', 'Ben 50%', ELEONORE, ZOE]],
    ['-name', [ZOE, ELEONORE, 'Ben 50%', 'anna Berg']],
    ['companyName', ['Ben 50%', ZOE, ELEONORE, 'anna Berg']],
    ['-companyName', [ELEONORE, ZOE, 'Ben 50%', 'anna Berg']],
    ['city', ['Ben 50%', ELEONORE, 'anna Berg', ZOE]],
    ['-stage', [ELEONORE, 'anna Berg', ZOE, 'Ben 50%']],
    ['createdAt', [ELEONORE, 'anna Berg', 'Ben 50%', ZOE]],
  ])('by %s is the same in pages of one as in one page', async ([sort, names], { db }) => {
    const who = await actor(db, 'analyst');
    await makePeople(db);
    expect(await namesIn(db, who, { sort })).toEqual(names);
    expect(await namesIn(db, who, { sort }, 1)).toEqual(names);
  });

  test.for<[q: string, names: string[]]>([
    ['eleonore', [ELEONORE]],
    ['VARY elé', [ELEONORE]],
    ['berg.ex', ['anna Berg']],
    ['50%', ['Ben 50%']],
    ['5_', []],
    ['leeds alpha', ['Ben 50%']],
    ['a', [ELEONORE, 'anna Berg', 'Ben 50%', ZOE]],
  ])('finds with "%s"', async ([q, names], { db }) => {
    await makePeople(db);
    expect(await namesIn(db, await actor(db, 'analyst'), { q, sort: 'createdAt' })).toEqual(names);
  });

  test.for([
    [
      ['stage', 'is', ['mql', 'customer']],
      [ELEONORE, 'anna Berg'],
    ],
    [['companyName', 'contains', 'ET'], [ELEONORE]],
    [
      ['city', 'is', ['leeds', 'lyon']],
      [ELEONORE, 'Ben 50%'],
    ],
    [
      ['city', 'is_empty', null],
      ['anna Berg', ZOE],
    ],
    [['source', 'is', 'radio'], ['Ben 50%']],
    [['name', 'contains', '50%'], ['Ben 50%']],
    [
      ['owner', 'is_empty', null],
      [ELEONORE, 'anna Berg', 'Ben 50%', ZOE],
    ],
  ])('with the filter %j', async ([condition, names], { db }) => {
    await makePeople(db);
    const filter = JSON.stringify([condition]);
    expect(await namesIn(db, await actor(db, 'analyst'), { filter, sort: 'createdAt' })).toEqual(names);
  });

  test('shows a rep their own, their team’s and nobody’s contacts, and nobody the deleted', async ({
    db,
  }) => {
    const north = await makeTeam(db, 'North');
    const rep = await actor(db, 'rep', { team: north });
    const colleague = await actor(db, 'rep', { team: north });
    const stranger = await actor(db, 'rep');
    const admin = await actor(db, 'admin');
    for (const [givenName, ownerId] of [
      ['Own', rep.id],
      ['Team', colleague.id],
      ['Free', null],
      ['Far', stranger.id],
    ])
      await makeContact(db, { givenName: givenName ?? null, familyName: null, ownerId: ownerId ?? null });
    await deleteContact(db, admin, (await makeContact(db, { givenName: 'Gone' })).id);
    expect(await namesIn(db, rep, { sort: 'name' })).toEqual(['Free', 'Own', 'Team']);
    expect(await namesIn(db, rep, { filter: '[["owner","is",["me"]]]' })).toEqual(['Own']);
    expect(await namesIn(db, admin, { sort: 'owner' })).toHaveLength(4);
  });
});

test('the palette finds people by name, e-mail address and company', async ({ db }) => {
  const who = await actor(db, 'analyst');
  const { id } = await makeContact(db, {
    email: 'nora@castellan.example',
    companyName: 'Castellan Hair Studios',
  });
  expect(await searchContacts(db, who, 'hair nora')).toEqual([
    {
      kind: 'contact',
      id,
      title: 'Nora Castellan',
      subtitle: 'Castellan Hair Studios, nora@castellan.example',
      path: `/contacts/${id}`,
    },
  ]);
});

test.for(['companyName', '-companyName', 'name', '-stage'])(
  'in a list by %s every contact knows who stands beside it',
  async (sort, { db }) => {
    const who = await actor(db, 'analyst');
    await makePeople(db);
    const list = listQuery.parse({ sort });
    const ids = (await listContacts(db, who, list)).items.map(({ id }) => id);
    for (const [index, id] of ids.entries())
      expect(await neighboursOf(db, who, id, list)).toEqual({
        previous: ids[index - 1] ?? null,
        next: ids[index + 1] ?? null,
        place: { position: index + 1, count: 4 },
      });
  },
);
