import { sql } from 'kysely';
import { expect } from 'vitest';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { tell } from '../../platform/listeners.ts';
import { createLog } from '../../platform/log.ts';
import { getOperation } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { deleteContact, editContact, restoreContact } from '../contacts.ts';
import { makeContact } from '../testing.ts';
import { segmentJobs } from './jobs.ts';
import { addToList, putOnList, takeOffList, undoPick } from './picks.ts';
import { findSegment } from './reading.ts';
import { copySegment, createSegment } from './segments.ts';
import { all, contactIs, makeSegment, memberIds, settle } from './testing.ts';

async function makeList(db: Db, who: Actor = system): Promise<string> {
  return (await createSegment(db, who, { name: 'Guests', kind: 'list' })).id;
}

async function makePeople(db: Db, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await makeContact(db, { email: `guest${n}@fair.example` })).id);
  return ids;
}

/** As the worker does it. */
async function work(db: Db, operationId: string | null, changeId: string, undo: boolean): Promise<void> {
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 2 };
  await segmentJobs['audience.pickInBulk']?.({ operationId: operationId ?? '', changeId, undo }, context);
}

test('people are put on a list and taken off it, at once and undone as easily', async ({ db }) => {
  const anna = await actor(db, 'marketer');
  const list = await makeList(db, anna);
  const [a = '', b = '', c = ''] = await makePeople(db, 3);
  const added = await addToList(db, anna, list, { ids: [a, b] });
  expect(added).toMatchObject({ count: 2, operationId: null });
  expect(await memberIds(db, list)).toEqual([a, b]);
  expect(await addToList(db, anna, list, { ids: [b, c] })).toMatchObject({ count: 1 });

  const off = await takeOffList(db, anna, list, { ids: [a, c] });
  expect(await memberIds(db, list)).toEqual([b]);
  await undoPick(db, anna, list, off.id);
  expect(await memberIds(db, list)).toEqual([a, b, c]);
  await undoPick(db, anna, list, added.id);
  expect(await memberIds(db, list)).toEqual([c]);
  await expect(undoPick(db, anna, list, added.id)).rejects.toThrow(Conflict);
  await expect(undoPick(db, await actor(db, 'admin'), list, off.id)).rejects.toThrow(NotFound);
});

test('a segment that asks about a list follows it', async ({ db }) => {
  const list = await makeList(db);
  const outside = await makeSegment(db, all({ source: 'segment', segmentId: list, operator: 'is_not' }));
  const [a = '', b = ''] = await makePeople(db, 2);
  await addToList(db, system, list, { ids: [a] });
  await settle(db);
  expect(await memberIds(db, outside.id)).toEqual([b]);
});

test('who is deleted leaves the list, and is on it again when brought back', async ({ db }) => {
  const list = await makeList(db);
  const [a = ''] = await makePeople(db, 1);
  await addToList(db, system, list, { ids: [a] });
  await deleteContact(db, system, a);
  await settle(db);
  expect(await memberIds(db, list)).toEqual([]);
  await restoreContact(db, system, a);
  await settle(db);
  expect(await memberIds(db, list)).toEqual([a]);

  const counts: string[] = [];
  await tell(db, system, 'contacts.erased', {
    ids: [a],
    count: (what, rows) => void counts.push(`${what} ${rows}`),
  });
  await settle(db);
  expect(await memberIds(db, list)).toEqual([]);
  expect(await findSegment(db, list)).toMatchObject({ memberCount: 0 });
  expect(counts).toContain('Lists 1');
});

test('a copy of a list has the same people', async ({ db }) => {
  const list = await makeList(db);
  const ids = await makePeople(db, 2);
  await addToList(db, system, list, { ids });
  const copy = await copySegment(db, system, list);
  await settle(db);
  expect(await memberIds(db, copy.id)).toEqual(ids);
});

test('an import puts those it made on a list', async ({ db }) => {
  const list = await makeList(db);
  const ids = await makePeople(db, 2);
  await putOnList(db, list, ids, '019f0000-0000-7000-8000-000000000000');
  await settle(db);
  expect(await memberIds(db, list)).toEqual(ids);
});

test('a rep puts people on their own lists only, and nobody on a segment', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const [a = '', theirs = ''] = await makePeople(db, 2);
  await editContact(db, system, a, { city: 'Leeds' });
  const list = await makeList(db);
  await expect(addToList(db, rep, list, { ids: [a] })).rejects.toThrow(Forbidden);
  const own = await makeList(db, rep);
  expect(await addToList(db, rep, own, { ids: [a, theirs] })).toMatchObject({ count: 2 });
  const live = await makeSegment(db, all(contactIs('city', 'is', 'Leeds')), 'Leeds');
  await expect(addToList(db, system, live.id, { ids: [a] })).rejects.toThrow(Invalid);
});

test('thousands go on in the background, and back again', async ({ db }) => {
  await sql`
    insert into audience.contacts (id, given_name, stage, source, created_at, updated_at)
    select gen_random_uuid(), 'Nora', 'lead', 'event', now(), now() from generate_series(1, 2300)`.execute(
    db,
  );
  const anna = await actor(db, 'marketer');
  const list = await makeList(db, anna);
  const added = await addToList(db, anna, list, { list: { filter: [['source', 'is', ['event']]] } });
  await expect(undoPick(db, anna, list, added.id)).rejects.toThrow('still on its way');
  await work(db, added.operationId, added.id, false);
  expect((await memberIds(db, list)).length).toBe(2_300);
  expect(await getOperation(db, added.operationId ?? '')).toMatchObject({ state: 'done', done: 2_300 });
  const undone = await undoPick(db, anna, list, added.id);
  await work(db, undone.operationId, added.id, true);
  expect(await memberIds(db, list)).toEqual([]);
});
