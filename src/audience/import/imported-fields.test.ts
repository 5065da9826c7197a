import { describe, expect } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { makeContact } from '../testing.ts';
import { imported, undone } from './testing.ts';

/** The names in a list, as the page asks for it. */
async function lists(db: Db, who: Actor) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, who);
  return async (path: string, ...filter: unknown[]): Promise<string[]> => {
    const url = `${path}?sort=name&filter=${encodeURIComponent(JSON.stringify(filter))}`;
    const { items, estimate } = (await app.inject({ url, headers })).json();
    expect(estimate).toEqual({ count: items.length, exact: true });
    return items.map(({ name }: { name: string }) => name);
  };
}

describe('whom an import', () => {
  test('brought in and changed is a list, until it is taken back', async ({ db }) => {
    const who = await actor(db, 'admin');
    const listed = await lists(db, who);
    await makeContact(db, { givenName: 'Nora', familyName: null, email: 'nora@x.example' });
    await makeContact(db, { givenName: 'Zoe', familyName: null, email: 'zoe@x.example' });
    const csv =
      'name,email,city,company\nNora,nora@x.example,Leeds,\nZoe,zoe@x.example,,\nIda,ida@x.example,,Holm\nTheo,theo@x.example,,Holm\n';
    const { id } = await imported(db, who, csv, { createCompanies: true });
    await imported(db, who, 'name,email\nBen,ben@x.example\n');
    expect(await listed('/api/contacts', ['importId', 'is', [id]])).toEqual(['Ida', 'Nora', 'Theo']);
    expect(await listed('/api/contacts', ['importCreated', 'is', [id]])).toEqual(['Ida', 'Theo']);
    expect(await listed('/api/contacts', ['importUpdated', 'is', [id]])).toEqual(['Nora']);
    expect(await listed('/api/contacts', ['importId', 'is', [id]], ['city', 'is', ['Leeds']])).toEqual([
      'Nora',
    ]);
    expect(await listed('/api/companies', ['importId', 'is', [id]])).toEqual(['Holm']);
    await undone(db, who, id);
    expect(await listed('/api/contacts', ['importId', 'is', [id]])).toEqual([]);
  });

  test('of companies brought in and changed is a list, too', async ({ db }) => {
    const who = await actor(db, 'admin');
    const listed = await lists(db, who);
    await imported(db, who, 'name,city\nHolm,Aarhus\nReed,Leeds\n', { target: 'companies' });
    const content = 'name,city\nHolm,Odense\nReed,Leeds\nHallow,York\n';
    const { id, result } = await imported(db, who, content, { target: 'companies' });
    expect(result).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    expect(await listed('/api/companies', ['importCreated', 'is', [id]])).toEqual(['Hallow']);
    expect(await listed('/api/companies', ['importUpdated', 'is', [id]])).toEqual(['Holm']);
    expect(await listed('/api/companies', ['importId', 'is', [id]])).toEqual(['Hallow', 'Holm']);
  });
});
