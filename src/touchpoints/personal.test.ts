import { expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { tell } from '../platform/listeners.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { touchpoints } from './touchpoints.ts';
import { keep } from './intake/inbox.ts';
import { record } from './record.ts';
import { makeSource, pageView } from './testing.ts';

/** Two people who visit and are both taken for a machine once. */
async function twoVisitors(db: Db) {
  const source = await makeSource(db);
  const people = [
    await makeContact(db, { email: 'nora@castellan.example' }),
    await makeContact(db, { email: 'ben@castellan.example' }),
  ];
  for (const [place, email] of ['nora@castellan.example', 'ben@castellan.example'].entries()) {
    const person = { email, anonymousId: `browser-${place}` };
    await keep(db, [{ sourceId: source.id, arrivals: [pageView({ person, name: `Waiting ${place}` })] }]);
    await record(db, system, source, [
      pageView({ person, name: `Pricing ${place}`, actor: { id: null, name: 'Ann' } }),
      pageView({
        person: { anonymousId: `browser-${place}` },
        name: `By machine ${place}`,
        bot: 'named itself',
      }),
    ]);
  }
  return { source, ids: people.map(({ id }) => id) };
}

test('the copy of a person has their touchpoints in words, and what was held to be a machine’s', async ({
  db,
}) => {
  const { source, ids } = await twoVisitors(db);
  const copy = await touchpoints.personalData?.(db, [ids[0] ?? '']);
  expect(copy).toEqual({
    Touchpoints: [
      {
        When: '2026-11-20T12:00:00+00:00',
        What: 'Page viewed',
        About: 'Pricing 0',
        Channel: 'search',
        With: 'Ann',
        'Told by': source.name,
        Received: expect.any(String),
      },
    ],
    'Touchpoints that are not kept any more': [],
    'Messages that could not be stored': [
      { When: expect.any(String), What: expect.objectContaining({ name: 'Waiting 0' }) },
    ],
    'Visits held to be a machine’s': [
      {
        When: expect.any(String),
        Why: 'named itself',
        What: expect.objectContaining({ name: 'By machine 0' }),
      },
    ],
  });
});

test('who is erased leaves nothing here, in the transaction that erases them, and the receipt says how much', async ({
  db,
}) => {
  const { ids } = await twoVisitors(db);
  const [gone = '', kept = ''] = ids;
  await db
    .insertInto('touchpoints.moves')
    .values([
      { merge_id: newId(), origin_id: gone },
      { merge_id: newId(), origin_id: kept },
    ])
    .execute();
  const counts: Record<string, number> = {};
  await tell(db, system, 'contacts.erased', {
    ids: [gone],
    count: (what, rows) => void (counts[what] = (counts[what] ?? 0) + rows),
  });
  expect(counts).toMatchObject({
    Touchpoints: 1,
    'Messages that could not be stored': 1,
    'Visits held to be a machine’s': 1,
  });
  const left = await Promise.all([
    db.selectFrom('touchpoints.touchpoints').select('contact_id as id').execute(),
    db.selectFrom('touchpoints.activity').select('contact_id as id').execute(),
    db.selectFrom('touchpoints.moves').select('origin_id as id').execute(),
  ]);
  expect(left.flat().map(({ id }) => id)).toEqual([kept, kept, kept]);
  const hits = await db.selectFrom('touchpoints.bot_hits').select('message').execute();
  expect(hits).toMatchObject([{ message: { name: 'By machine 1' } }]);
  const waiting = await db.selectFrom('touchpoints.inbox').select('arrivals').execute();
  expect(waiting).toEqual([{ arrivals: expect.stringContaining('Waiting 1') }]);
});
