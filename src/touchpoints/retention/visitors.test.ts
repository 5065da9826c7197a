import { afterEach, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { record } from '../record.ts';
import { makeSource, pageView, storedOf } from '../testing.ts';
import { estimateRetention } from './estimate.ts';
import { decide, night } from './testing.ts';

afterEach(releaseClock);

/** Visitors of March, by the name of their browser; the clock stands there when they come. */
async function visitors(db: Db, names: string[]) {
  const source = await makeSource(db);
  freezeClock(new Date('2026-03-10T12:00:00Z'));
  const visit = (name: string, at: string, person: object = {}) =>
    pageView({ at, person: { anonymousId: name, ...person } });
  const { stored } = await record(
    db,
    system,
    source,
    names.map((name) => visit(name, '2026-03-10T12:00:00Z')),
  );
  return {
    source,
    id: (name: string) => stored[names.indexOf(name)]?.contactId ?? '',
    comes: (name: string, at: string, person?: object) =>
      record(db, system, source, [visit(name, at, person)]),
    /** Which of them are still there. */
    there: async () => {
      const ids = stored.map(({ contactId }) => contactId);
      const rows = await db.selectFrom('audience.contacts').select('id').where('id', 'in', ids).execute();
      return names.filter((_name, place) => rows.some(({ id }) => id === ids[place]));
    },
  };
}

test('a visitor nobody recognised goes after months of silence, with all that hangs on them', async ({
  db,
}) => {
  const world = await visitors(db, ['quiet', 'faithful', 'named', 'tagged', 'silent']);
  await world.comes('faithful', '2026-10-10T12:00:00Z');
  await world.comes('named', '2026-03-11T12:00:00Z', { email: 'nora@castellan.example' });
  await db
    .updateTable('audience.contacts')
    .set({ tags: ['neighbour'] })
    .where('id', '=', world.id('tagged'))
    .execute();
  await decide(db, { visitors: 6 });
  const rules = { web: null, others: null, visitors: 6 };
  expect((await estimateRetention(db, rules)).visitors).toEqual({ visitors: 2, exact: true });
  expect(await night(db)).toEqual({ touchpoints: 0, months: 0, visitors: 2 });
  expect(await world.there()).not.toContain('quiet');
  expect(await world.there()).toEqual(expect.arrayContaining(['faithful', 'tagged']));
  const stored = await storedOf(db, world.source);
  expect(stored.map((row) => row.contact_id)).not.toContain(world.id('quiet'));
  const identities = await db.selectFrom('audience.identities').select('value').execute();
  expect(identities.filter(({ value }) => /quiet|silent/.test(value))).toEqual([]);
  expect((await estimateRetention(db, rules)).visitors).toEqual({ visitors: 0, exact: true });
});

test('that their pages were deleted before does not make visitors silent', async ({ db }) => {
  const world = await visitors(db, ['faithful']);
  await world.comes('faithful', '2026-04-10T12:00:00Z');
  await decide(db, { web: 6, visitors: 13 });
  await night(db);
  expect(await storedOf(db, world.source)).toEqual([]);
  expect(await world.there()).toEqual(['faithful']);
  await decide(db, { web: 6, visitors: 6 });
  await night(db);
  expect(await world.there()).toEqual([]);
});
