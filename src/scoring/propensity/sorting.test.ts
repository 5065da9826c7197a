import { expect } from 'vitest';
import { audience } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { scoring } from '../scoring.ts';

type Listed = { items: { id: string }[]; next: string | null };

/** As kept: a value that ends in many digits, and two that are the same. */
const chances = [1 / 3, 0.9, 1e-7, 1 / 3, null, null];

async function foretold(db: Db): Promise<{ id: string; chance: number | null }[]> {
  const people: { id: string; chance: number | null }[] = [];
  for (const chance of chances) {
    const { id } = await makeContact(db);
    people.push({ id, chance });
    if (chance === null) continue;
    const row = { contact_id: id, model_id: newId(), probability: chance };
    await db.insertInto('scoring.propensities').values(row).execute();
  }
  return people;
}

async function listing(db: Db) {
  const app = await testApp(testHouse(db), [audience, scoring]);
  const headers = await signIn(app, await actor(db, 'admin'));
  return async <T>(url: string) => (await app.inject({ headers, url })).json<T>();
}

for (const sort of ['propensity', '-propensity']) {
  test(`by ${sort}: page by page, ties by id, who is not foretold last; and from one to the next`, async ({
    db,
  }) => {
    const people = await foretold(db);
    const way = sort.startsWith('-') ? -1 : 1;
    const inOrder = people.toSorted((one, other) => {
      if (one.chance === null || other.chance === null)
        if (one.chance !== other.chance) return one.chance === null ? 1 : -1;
      return way * ((one.chance ?? 0) - (other.chance ?? 0) || (one.id < other.id ? -1 : 1));
    });
    const ids = inOrder.map(({ id }) => id);
    const get = await listing(db);
    expect((await get<Listed>(`/api/contacts?sort=${sort}`)).items.map(({ id }) => id)).toEqual(ids);

    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Listed = await get(`/api/contacts?sort=${sort}&limit=1${next && `&cursor=${next}`}`);
      seen.push(...page.items.map(({ id }) => id));
      ({ next } = page);
    }
    expect(seen).toEqual(ids);

    for (const [place, id] of ids.entries())
      expect(await get(`/api/contacts/${id}/neighbours?sort=${sort}`)).toEqual({
        previous: ids[place - 1] ?? null,
        next: ids[place + 1] ?? null,
        place: { position: place + 1, count: ids.length },
      });
  });
}
