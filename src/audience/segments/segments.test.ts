import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { createLog } from '../../platform/log.ts';
import { cancelOperation } from '../../platform/operations.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { deleteContact, editContact } from '../contacts.ts';
import { archiveProperty, declareProperty } from '../properties/properties.ts';
import { deleteTag, renameTag, suggestTags } from '../tags/tags.ts';
import { makeContact } from '../testing.ts';
import { runBuild } from './building.ts';
import { byDependence, circleOf } from './kept.ts';
import { historyOf, membersOf, segmentsOf, versionsOf } from './membership.ts';
import { findSegment } from './reading.ts';
import {
  archiveSegment,
  copySegment,
  createSegment,
  editSegment,
  rebuildSegment,
  restoreSegment,
} from './segments.ts';
import { all, contactIs, makeSegment, memberIds, none, settle } from './testing.ts';
import { keepOnce } from './upkeep.ts';

const inLeeds = all(contactIs('city', 'is', 'Leeds'));

afterEach(releaseClock);

async function eventsOf(db: Db, ...names: string[]) {
  return db
    .selectFrom('platform.events')
    .select(['name', 'subject_id', 'payload'])
    .where('name', 'in', names)
    .orderBy('position')
    .execute();
}

test('the first members are found at once and told of in one event; from then on each comes and goes by name', async ({
  db,
}) => {
  const nora = await makeContact(db, { city: 'Leeds' });
  const omar = await makeContact(db, { city: 'York' });
  const segment = await makeSegment(db, inLeeds, 'In Leeds');
  expect(await memberIds(db, segment.id)).toEqual([nora.id]);
  expect(await eventsOf(db, 'segment.built', 'segment.entered')).toMatchObject([
    {
      name: 'segment.built',
      subject_id: segment.id,
      payload: { members: 1, entered: 1, left: 0, version: 1 },
    },
  ]);

  await editContact(db, system, omar.id, { city: 'leeds' });
  await deleteContact(db, system, nora.id);
  await settle(db);
  expect(await memberIds(db, segment.id)).toEqual([omar.id]);
  const told = await eventsOf(db, 'segment.entered', 'segment.left');
  expect(told.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
    { name: 'segment.entered', subject_id: omar.id, payload: { segmentId: segment.id, name: 'In Leeds' } },
    { name: 'segment.left', subject_id: nora.id, payload: { segmentId: segment.id, name: 'In Leeds' } },
  ]);
  expect(await findSegment(db, segment.id)).toMatchObject({
    memberCount: 1,
    state: 'kept',
    // Whom it began with did not come in.
    week: { entered: 1, left: 1 },
    sentence: 'Contacts in Leeds',
  });
  expect(await segmentsOf(db, omar.id)).toMatchObject([{ name: 'In Leeds', kind: 'live' }]);
  const history = await historyOf(db, system, segment.id, 30);
  expect(history.moves).toMatchObject([{ contact: { id: omar.id }, entered: true }]);
  expect(history.days).toMatchObject([{ entered: 1, left: 1 }]);
});

test('with other conditions the old members stay until the new ones are found; whoever changes meanwhile is not lost', async ({
  db,
}) => {
  const [nora, omar, pia] = [
    await makeContact(db, { city: 'Leeds' }),
    await makeContact(db, { city: 'York' }),
    await makeContact(db, { city: 'Hull' }),
  ];
  const anna = await actor(db, 'marketer');
  const segment = await makeSegment(db, inLeeds);
  const edited = await editSegment(db, anna, segment.id, {
    tree: all(contactIs('city', 'is', 'York')),
    version: 1,
  });
  expect(edited).toMatchObject({ version: 2, state: 'finding', sentence: 'Contacts in York' });
  await editContact(db, system, pia.id, { city: 'York' });
  await keepOnce(db);
  expect(await memberIds(db, segment.id)).toEqual([nora.id]);

  await settle(db);
  expect(await memberIds(db, segment.id)).toEqual([omar.id, pia.id].toSorted());
  expect(await versionsOf(db, segment.id)).toMatchObject([
    { version: 2, sentence: 'Contacts in York', madeBy: anna.name },
    { version: 1, sentence: 'Contacts in Leeds' },
  ]);
  expect((await eventsOf(db, 'segment.updated')).length).toBe(1);
  const stale = editSegment(db, anna, segment.id, { tree: inLeeds, version: 1 });
  await expect(stale).rejects.toThrow(`${anna.name} changed`);
});

test('of many, the few that cheap conditions leave are looked up one by one, with the same answer', async () => {
  const { db, close } = await freshDatabase();
  try {
    await sql`
      insert into audience.contacts (id, given_name, city, stage, source, created_at, updated_at)
      select gen_random_uuid(), 'Nora', case when n % 200 = 0 then 'Leeds' else 'York' end, 'lead', 'event', now(), now()
      from generate_series(1, 2000) as n`.execute(db);
    const { rows } = await sql<{ id: string }>`
      select id from audience.contacts where city = 'Leeds' order by id`.execute(db);
    const seen = rows
      .slice(0, 6)
      .flatMap(({ id }, place) =>
        Array.from({ length: place }, (_, n) => ({ id, at: new Date(Date.now() - (n + 1) * 86_400_000) })),
      );
    await sql`insert into audience.stage_moves (contact_id, id, to_stage, moved_at, moved_by_kind, moved_by_name)
      select id, gen_random_uuid(), 'customer', at, 'system', 'Tandem'
      from unnest(${seen.map(({ id }) => id)}::uuid[], ${seen.map(({ at }) => at)}::timestamptz[]) as s (id, at)`.execute(
      db,
    );
    await sql`analyze audience.contacts`.execute(db);
    const became = { source: 'stage', stage: 'customer', period: { last: '30d' } };
    const rare = await makeSegment(db, all(contactIs('city', 'is', 'Leeds'), became));
    expect(await memberIds(db, rare.id)).toEqual(rows.slice(1, 6).map(({ id }) => id));
    const dues = await db.selectFrom('audience.segment_dues').select('contact_id').execute();
    expect(dues.length).toBe(5);
    const others = await makeSegment(db, all(contactIs('city', 'is', 'Leeds'), none(became)));
    expect(await memberIds(db, others.id)).toEqual([rows[0], ...rows.slice(6)].map((row) => row?.id));
  } finally {
    await close();
  }
});

test('a build that dies leaves nothing behind and is done again', async () => {
  const { db, close } = await freshDatabase();
  try {
    const nora = await makeContact(db, { city: 'Leeds' });
    const segment = await createSegment(db, system, { name: 'In Leeds', kind: 'live', tree: inLeeds });
    const died = runBuild(
      { operationId: segment.operationId ?? '', segmentId: segment.id, version: 1 },
      {
        operationId: segment.operationId ?? '',
        db,
        log: createLog('silent'),
        who: system,
        done: 0,
        cursor: null,
        advance: async (_db, { done }) => {
          if (done > 1) throw new Error('kill -9');
        },
        isCancelled: async () => false,
      },
    );
    await expect(died).rejects.toThrow('kill -9');
    expect(await memberIds(db, segment.id)).toEqual([]);
    expect(await findSegment(db, segment.id)).toMatchObject({ state: 'finding', memberCount: 0 });
    await settle(db);
    expect(await memberIds(db, segment.id)).toEqual([nora.id]);
  } finally {
    await close();
  }
});

test('one that was cancelled keeps its old members, says so, and can be found anew', async ({ db }) => {
  const nora = await makeContact(db, { city: 'Leeds' });
  const segment = await makeSegment(db, inLeeds);
  const { operationId } = await editSegment(db, system, segment.id, {
    tree: all(contactIs('city', 'is', 'Hull')),
  });
  await cancelOperation(db, system, operationId ?? '');
  await editContact(db, system, nora.id, { city: 'Hull' });
  await settle(db);
  expect(await memberIds(db, segment.id)).toEqual([nora.id]);
  expect(await findSegment(db, segment.id)).toMatchObject({
    state: 'paused',
    problem: expect.stringContaining('cancelled'),
  });
  await rebuildSegment(db, system, segment.id);
  await settle(db);
  expect(await findSegment(db, segment.id)).toMatchObject({ state: 'kept', memberCount: 1, problem: null });
});

test('a segment whose question is not understood any more is paused and stops no other', async ({ db }) => {
  const property = await declareProperty(db, system, {
    recordKind: 'contact',
    label: 'Hair type',
    type: 'text',
  });
  const curly = await makeSegment(db, all(contactIs(`property:${property.key}`, 'is', 'curly')), 'Curly');
  const other = await makeSegment(db, inLeeds);
  const { id } = await makeContact(db, { city: 'Leeds', properties: { [property.key]: 'curly' } });
  await settle(db);
  expect(await memberIds(db, curly.id)).toEqual([id]);

  await archiveProperty(db, system, property.id);
  await editContact(db, system, id, { city: 'York' });
  await settle(db);
  expect(await memberIds(db, other.id)).toEqual([]);
  expect(await memberIds(db, curly.id)).toEqual([id]);
  expect(await findSegment(db, curly.id)).toMatchObject({
    state: 'paused',
    problem: expect.stringContaining('no field'),
  });
  await expect(rebuildSegment(db, system, curly.id)).rejects.toThrow(Invalid);
});

test('segments may ask about each other, but never in a circle', async ({ db }) => {
  const leeds = await makeSegment(db, inLeeds, 'Leeds');
  const asking = all({ source: 'segment', segmentId: leeds.id });
  const second = await makeSegment(db, asking, 'Second');
  const back = editSegment(db, system, leeds.id, { tree: all({ source: 'segment', segmentId: second.id }) });
  await expect(back).rejects.toThrow('circle: “Second”');
  await expect(editSegment(db, system, leeds.id, { tree: asking })).rejects.toThrow('in itself');
  await expect(archiveSegment(db, system, leeds.id)).rejects.toThrow(Conflict);

  const { id } = await makeContact(db, { city: 'Leeds' });
  await settle(db);
  expect(await memberIds(db, second.id)).toEqual([id]);
  await archiveSegment(db, system, second.id);
  expect(await findSegment(db, leeds.id)).toMatchObject({ usedBy: [] });
  await editContact(db, system, id, { city: 'York' });
  await restoreSegment(db, system, second.id);
  await settle(db);
  expect(await memberIds(db, second.id)).toEqual([]);
});

test('those asked about come first, whatever way they were made', () => {
  const asks = (id: string, ...about: string[]) => ({
    id,
    depends_on: about.map((each) => `segment:${each}`),
  });
  const segments = [asks('a', 'b', 'c'), asks('b', 'c'), asks('c'), asks('d')];
  expect(byDependence(segments).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
  expect(circleOf(asks('c', 'a'), segments)).toEqual(['c', 'a', 'b']);
  expect(circleOf(asks('d', 'a'), segments)).toBeUndefined();
});

test('time alone brings people in and out, without anybody writing', async ({ db }) => {
  freezeClock(new Date('2026-11-01T08:00:00Z'));
  const { id } = await makeContact(db);
  const fresh = await makeSegment(db, all(contactIs('createdAt', 'in_last', '7d')), 'New');
  const old = await makeSegment(db, all(contactIs('createdAt', 'over_ago', '7d')), 'Not new');
  expect(await memberIds(db, fresh.id)).toEqual([id]);
  freezeClock(new Date('2026-11-08T07:59:59Z'));
  expect(await keepOnce(db)).toBe(0);
  freezeClock(new Date('2026-11-08T08:00:00Z'));
  expect(await keepOnce(db)).toBe(2);
  expect([await memberIds(db, fresh.id), await memberIds(db, old.id)]).toEqual([[], [id]]);
  expect(await keepOnce(db)).toBe(0);
});

test('a rep changes only what is their own, and keeps lists, not conditions', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const segment = await makeSegment(db, inLeeds, 'Leeds', await actor(db, 'marketer'));
  await expect(editSegment(db, rep, segment.id, { name: 'Mine' })).rejects.toThrow(Forbidden);
  await expect(copySegment(db, rep, segment.id)).rejects.toThrow('Keep a list');
  const list = await createSegment(db, rep, { name: 'Guests', kind: 'list' });
  expect(list).toMatchObject({ createdBy: { id: rep.id } });
  expect(await editSegment(db, rep, list.id, { name: 'Mine' })).toMatchObject({ name: 'Mine' });
});

test('what cannot be asked is refused where it stands', async ({ db }) => {
  const tree = all(contactIs('city', 'is', 'Leeds'), {
    match: 'any',
    items: [contactIs('createdAt', 'in_last', 'soon')],
  });
  const wrong = await createSegment(db, system, { name: 'X', kind: 'live', tree }).catch(
    (error: unknown) => error,
  );
  expect(wrong).toBeInstanceOf(Invalid);
  expect((wrong as Invalid).fields).toEqual([
    { field: 'tree.items.1.items.0.value', message: expect.stringContaining('30d') },
  ]);
  const deep = Array.from({ length: 6 }).reduce<ReturnType<typeof all>>((inner) => all(inner), inLeeds);
  await expect(createSegment(db, system, { name: 'X', kind: 'live', tree: deep })).rejects.toThrow(
    'up to 5 deep',
  );
});

test('whoever works through the members reads them in pages', async ({ db }) => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push((await makeContact(db, { city: 'Leeds' })).id);
  const { id } = await makeSegment(db, inLeeds);
  const first = await membersOf(db, id, { after: null, limit: 3 });
  const rest = await membersOf(db, id, { after: first.at(-1) ?? null, limit: 3 });
  expect([...first, ...rest]).toEqual(ids.toSorted());
});

test('a tag that is renamed is asked for by its new name; one that is asked for is not deleted', async ({
  db,
}) => {
  const who = await actor(db, 'admin');
  const nora = await makeContact(db, { tags: ['VIP'] });
  const segment = await makeSegment(db, all(contactIs('tags', 'has', ['VIP'])), 'Dear to us');
  expect(await memberIds(db, segment.id)).toEqual([nora.id]);
  const [tag] = await suggestTags(db, 'VIP');
  await renameTag(db, who, tag?.id ?? '', { name: 'Very dear' });
  await settle(db);
  expect(await memberIds(db, segment.id)).toEqual([nora.id]);
  expect((await findSegment(db, segment.id)).sentence).toContain('Very dear');
  await expect(deleteTag(db, who, tag?.id ?? '')).rejects.toThrow(
    'The tag “Very dear” is asked for by the segment “Dear to us”. Change that first.',
  );
});
