import { sql } from 'kysely';
import { expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { moveAlong, moveBack } from './merging.ts';
import { record } from './record.ts';
import { makeSource, pageView } from './testing.ts';

/** Three people with two touches each; whose touches are whose, and what they add up to, by the people's letters. */
async function threePeople(db: Db) {
  const source = await makeSource(db);
  const people = [await makeContact(db), await makeContact(db), await makeContact(db)];
  const ids = Object.fromEntries(people.map(({ id }, place) => ['abc'[place] ?? '', id]));
  const touch = (letter: string, name: string, hour: number, channel: 'radio' | 'ad' = 'ad') =>
    record(db, system, source, [
      pageView({
        name,
        at: `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`,
        channel,
        person: { contactId: ids[letter] ?? '' },
      }),
    ]);
  for (const [place, letter] of ['a', 'b', 'c'].entries()) {
    await touch(letter, `${letter}1`, place + 1, 'radio');
    await touch(letter, `${letter}2`, place + 10);
  }
  const letterOf = (id: string) => Object.entries(ids).find(([, each]) => each === id)?.[0] ?? '?';
  return {
    ids,
    touch,
    lines: async () => {
      const { rows } = await sql<{ id: string; names: string; count: number; first: string; last: string }>`
        select t.contact_id as id, string_agg(t.name, ' ' order by t.name) as names, a.touch_count as count,
          extract(hour from a.first_touch_at at time zone 'UTC') || a.first_channel as first,
          extract(hour from a.last_touch_at at time zone 'UTC') || a.last_channel as last
        from touchpoints.touchpoints as t left join touchpoints.activity as a using (contact_id)
        where t.source_id = ${source.id} group by 1, 3, 4, 5`.execute(db);
      return Object.fromEntries(
        rows.map(({ id, ...line }) => [letterOf(id), Object.values(line).join(' | ')]),
      );
    },
  };
}

const asTheyWere = {
  a: 'a1 a2 | 2 | 1radio | 10ad',
  b: 'b1 b2 | 2 | 2radio | 11ad',
  c: 'c1 c2 | 2 | 3radio | 12ad',
};

test('a merge brings everything along, and undone, exactly that goes back; what came since stays', async ({
  db,
}) => {
  const { ids, touch, lines } = await threePeople(db);
  const merge = { mergeId: newId(), keptId: ids['b'] ?? '', goneId: ids['a'] ?? '' };
  await moveAlong(db, merge);
  expect(await lines()).toEqual({ b: 'a1 a2 b1 b2 | 4 | 1radio | 11ad', c: asTheyWere.c });
  await touch('b', 'b3', 15);
  await moveBack(db, merge);
  expect(await lines()).toEqual({ ...asTheyWere, b: 'b1 b2 b3 | 3 | 2radio | 15ad' });
  expect(await db.selectFrom('touchpoints.moves').selectAll().execute()).toEqual([]);
});

test.for(['last first', 'first first'])(
  'of merges that follow each other each can be undone, %s',
  async (order, { db }) => {
    const { ids, lines } = await threePeople(db);
    const [a, b, c] = [ids['a'] ?? '', ids['b'] ?? '', ids['c'] ?? ''];
    const [first, second] = [newId(), newId()];
    await moveAlong(db, { mergeId: first, keptId: b, goneId: a });
    await moveAlong(db, { mergeId: second, keptId: c, goneId: b });
    expect(await lines()).toEqual({ c: 'a1 a2 b1 b2 c1 c2 | 6 | 1radio | 12ad' });
    const undoSecond = { mergeId: second, keptId: c, goneId: b };
    // Undone first, the first one's kept contact is part of another by now.
    const undoFirst = { mergeId: first, keptId: order === 'last first' ? b : c, goneId: a };
    for (const merge of order === 'last first' ? [undoSecond, undoFirst] : [undoFirst, undoSecond])
      await moveBack(db, merge);
    expect(await lines()).toEqual(asTheyWere);
  },
);

test('a visitor’s touches go with the person they were found to be, and come back with them', async ({
  db,
}) => {
  const source = await makeSource(db);
  const [kept, gone] = [await makeContact(db), await makeContact(db, { email: 'nora@castellan.example' })];
  await record(db, system, source, [pageView()]);
  await record(db, system, source, [
    pageView({ kind: 'identify', person: { anonymousId: 'browser-1', email: 'nora@castellan.example' } }),
  ]);
  const owners = async () => {
    const rows = db.selectFrom('touchpoints.touchpoints').select(['contact_id', 'origin_id', 'kind']);
    return rows.where('source_id', '=', source.id).orderBy('kind', 'desc').execute();
  };
  const before = await owners();
  expect(before).toMatchObject([
    { contact_id: gone.id, origin_id: expect.any(String) },
    { contact_id: gone.id },
  ]);
  const merge = { mergeId: newId(), keptId: kept.id, goneId: gone.id };
  await moveAlong(db, merge);
  expect((await owners()).map(({ contact_id: id }) => id)).toEqual([kept.id, kept.id]);
  await moveBack(db, merge);
  expect(await owners()).toEqual(before);
});
