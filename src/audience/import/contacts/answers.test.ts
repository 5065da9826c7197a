import { expect } from 'vitest';
import { system } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { test } from '../../../platform/testing/testing.ts';
import '../../audience.ts';
import { createSegment } from '../../segments/segments.ts';
import { keepOnce } from '../../segments/upkeep.ts';
import { makeContact } from '../../testing.ts';
import { findImport } from '../imports.ts';
import { imported, undone } from '../testing.ts';

function answers(db: Db) {
  return db
    .selectFrom('audience.consents as a')
    .innerJoin('audience.contacts as c', 'c.id', 'a.contact_id')
    .select(['c.email', 'a.purpose', 'a.channel', 'a.state', 'a.happened_at', 'a.proof', 'a.source'])
    .orderBy('c.email')
    .execute();
}

const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
const file = `email,news,answered on,ip
nora@castellan.example,Subscribed,2026-03-01 10:00,203.0.113.9
ida@hallow.example,no,2026-03-02 10:00,
eve@hallow.example,perhaps,2026-03-02 10:00,
tom@hallow.example,yes,${tomorrow} 10:00,
`;
const map = {
  email: 'email',
  news: 'consent:newsletter:email',
  'answered on': 'consentAt',
  ip: 'consentProof',
};

test('a column of answers becomes answers, once however often it is imported, and goes with the import', async ({
  db,
}) => {
  await makeContact(db, { email: 'nora@castellan.example' });
  const first = await imported(db, system, file, { map });
  expect((await findImport(db, system, first.id)).counts).toMatchObject({ created: 3, updated: 1 });
  expect(await answers(db)).toEqual([
    {
      email: 'ida@hallow.example',
      purpose: 'newsletter',
      channel: 'email',
      state: 'withdrawn',
      happened_at: new Date('2026-03-02T10:00:00Z'),
      proof: null,
      source: 'Import: fair.csv',
    },
    {
      email: 'nora@castellan.example',
      purpose: 'newsletter',
      channel: 'email',
      state: 'given',
      happened_at: new Date('2026-03-01T10:00:00Z'),
      proof: '203.0.113.9',
      source: 'Import: fair.csv',
    },
  ]);
  const notes = await db.selectFrom('audience.import_notes').select('reason').orderBy('row_number').execute();
  expect(notes.map(({ reason }) => reason)).toEqual([
    'The answer on consent was left out: “perhaps” is neither yes nor no.',
    expect.stringContaining('which is to come'),
  ]);

  const again = await imported(db, system, file, { map });
  expect((await findImport(db, system, again.id)).counts).toMatchObject({ unchanged: 4 });
  expect(await answers(db)).toHaveLength(2);

  await undone(db, system, first.id);
  expect(await answers(db)).toEqual([]);
  expect(await db.selectFrom('audience.consent_states').selectAll().execute()).toEqual([]);
});

test('a file with an answer a row says itself what for and by which way', async ({ db }) => {
  await imported(
    db,
    system,
    'mail,for,way,yes\nnora@castellan.example,Newsletter,e-mail,1\nnora@castellan.example,Tea,post,1\n',
    { map: { mail: 'email', for: 'consentPurpose', way: 'consentChannel', yes: 'consent' } },
  );
  expect(await answers(db)).toMatchObject([{ purpose: 'newsletter', channel: 'email', state: 'given' }]);
  const notes = await db.selectFrom('audience.import_notes').select('reason').execute();
  expect(notes).toEqual([{ reason: 'The answer on consent was left out: nobody is asked for “Tea”.' }]);
});

test('everybody of a file gets a tag and stands on a list, until it is taken back', async ({ db }) => {
  const [here, before] = [
    await makeContact(db, { email: 'nora@castellan.example', tags: ['vip'] }),
    await makeContact(db, { email: 'ida@hallow.example' }),
  ];
  const list = await createSegment(db, system, { name: 'Fair', kind: 'list' });
  await db
    .insertInto('audience.segment_picks')
    .values({ contact_id: before.id, segment_id: list.id, change_id: list.id, picked_at: new Date() })
    .execute();
  const onList = async () => {
    while ((await keepOnce(db)) > 0);
    const members = db.selectFrom('audience.segment_members').where('segment_id', '=', list.id);
    return (await members.select('contact_id').execute()).map(({ contact_id: id }) => id).toSorted();
  };
  const rows = 'email\nnora@castellan.example\nida@hallow.example\nnew@hallow.example\n';
  const run = await imported(db, system, rows, { tags: ['Fair 2026'], listId: list.id });
  const people = await db.selectFrom('audience.contacts').select(['id', 'tags']).orderBy('id').execute();
  expect(people.map(({ tags }) => tags)).toEqual([['vip', 'Fair 2026'], ['Fair 2026'], ['Fair 2026']]);
  expect(await onList()).toEqual(people.map(({ id }) => id).toSorted());

  await undone(db, system, run.id);
  expect(await onList()).toEqual([before.id]);
  expect(
    (await db.selectFrom('audience.contacts').select('tags').where('id', '=', here.id).execute())[0],
  ).toEqual({ tags: ['vip'] });
});

test('a segment with conditions is no list to put people on', async ({ db }) => {
  const segment = await createSegment(db, system, {
    name: 'Customers',
    kind: 'live',
    tree: {
      match: 'all',
      items: [{ source: 'contact', field: 'stage', operator: 'is', value: ['customer'] }],
    },
  });
  const run = await imported(db, system, 'email\nnora@castellan.example\n', { listId: segment.id });
  expect(run.error).toContain('follows from its conditions');
  expect(await db.selectFrom('audience.contacts').select('id').execute()).toEqual([]);
});
