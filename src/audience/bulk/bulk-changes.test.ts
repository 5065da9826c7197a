import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { createLog } from '../../platform/log.ts';
import { getOperation } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { assignContact, deleteContact, editContact } from '../contacts.ts';
import { jobs } from '../jobs.ts';
import { findContact } from '../reading.ts';
import { makeContact } from '../testing.ts';
import { deleteContacts, editContacts, undoBulkDeletion, undoBulkEdit } from './bulk-changes.ts';

async function makeLeads(db: Db, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push((await makeContact(db, { email: `lead${i}@fair.example` })).id);
  return ids;
}

async function stagesOf(db: Db, ids: string[]): Promise<string[]> {
  const contacts = await Promise.all(ids.map((id) => findContact(db, system, id)));
  return contacts.map(({ stage }) => stage);
}

async function countOf(db: Db, table: 'audience.identities' | 'audience.stage_moves' | 'platform.events') {
  const { count } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** As the worker does it. */
async function work(db: Db, operationId: string | null): Promise<void> {
  if (!operationId) throw new Error('There is nothing in the background.');
  const job = await db
    .selectFrom('audience.bulk_changes')
    .select(['id', 'undone_at'])
    .where('operation_id', '=', operationId)
    .executeTakeFirstOrThrow();
  const payload = { operationId, bulkChangeId: job.id, undo: job.undone_at !== null };
  await jobs()['audience.changeInBulk']?.(payload, {
    db,
    log: createLog('silent'),
    attempt: 1,
    maxAttempts: 2,
  });
}

test('a stage is set for those ticked and taken back, except where somebody moved on', async ({ db }) => {
  const anna = await actor(db, 'marketer');
  const [a = '', b = '', c = '', other = ''] = await makeLeads(db, 4);
  await editContact(db, anna, b, { stage: 'mql' });
  const moves = await countOf(db, 'audience.stage_moves');

  const edit = await editContacts(db, anna, { ids: [a, b, c], change: { stage: 'mql' } });
  expect(edit).toMatchObject({ count: 2, operationId: null });
  expect(await stagesOf(db, [a, b, c, other])).toEqual(['mql', 'mql', 'mql', 'lead']);
  expect(await countOf(db, 'audience.stage_moves')).toBe(moves + 2);

  await editContact(db, anna, c, { stage: 'sql' });
  expect(await undoBulkEdit(db, anna, edit.id)).toMatchObject({ count: 1 });
  expect(await stagesOf(db, [a, b, c])).toEqual(['lead', 'mql', 'sql']);
  await expect(undoBulkEdit(db, anna, edit.id)).rejects.toThrow(Conflict);
});

test('all that a list shows are given to a colleague, and back to nobody', async ({ db }) => {
  const manager = await actor(db, 'sales_manager');
  const rep = await actor(db, 'rep');
  const ids = await makeLeads(db, 3);
  await editContact(db, manager, ids[0] ?? '', { city: 'Leeds' });
  const list = { q: 'fair.example', filter: [['city', 'is_empty', null] as [string, string, unknown]] };
  const edit = await editContacts(db, manager, { list, change: { ownerId: rep.id } });
  expect(edit.count).toBe(2);
  const owners = async () =>
    (await Promise.all(ids.map((id) => findContact(db, system, id)))).map((c) => c.owner?.id);
  expect(await owners()).toEqual([undefined, rep.id, rep.id]);

  await assignContact(db, manager, ids[2] ?? '', manager.id);
  await undoBulkEdit(db, manager, edit.id);
  expect(await owners()).toEqual([undefined, undefined, manager.id]);
});

test('of a list all but those unticked are changed', async ({ db }) => {
  const ids = await makeLeads(db, 3);
  const list = { q: 'fair.example', filter: [], except: ids.slice(1, 2) };
  const edit = await editContacts(db, await actor(db, 'marketer'), { list, change: { stage: 'mql' } });
  expect(edit.count).toBe(2);
  expect(await stagesOf(db, ids)).toEqual(['mql', 'lead', 'mql']);
});

test('a rep changes only their own, whatever they tick', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const own = await makeContact(db, { ownerId: rep.id });
  const nobodys = await makeContact(db);
  const edit = await editContacts(db, rep, { ids: [own.id, nobodys.id], change: { city: 'Leeds' } });
  expect(edit.count).toBe(1);
  expect((await findContact(db, rep, nobodys.id)).city).toBeNull();
});

test('only who made a bulk change takes it back', async ({ db }) => {
  const ids = await makeLeads(db, 1);
  const edit = await editContacts(db, await actor(db, 'marketer'), { ids, change: { source: 'radio' } });
  await expect(undoBulkEdit(db, await actor(db, 'admin'), edit.id)).rejects.toThrow(NotFound);
});

test('an undo of edits is none of deletions, nor the other way round', async ({ db }) => {
  const admin = await actor(db, 'admin');
  const ids = await makeLeads(db, 1);
  const edit = await editContacts(db, admin, { ids, change: { city: 'Leeds' } });
  const deletion = await deleteContacts(db, admin, { ids });
  await expect(undoBulkEdit(db, admin, deletion.id)).rejects.toThrow(NotFound);
  await expect(undoBulkDeletion(db, admin, edit.id)).rejects.toThrow(NotFound);
  expect((await findContact(db, admin, ids[0] ?? '')).deletedAt).not.toBeNull();
});

test('an undo reaches as far as the person may go by now', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const kept = await makeContact(db, { ownerId: rep.id });
  const given = await makeContact(db, { ownerId: rep.id });
  const edit = await editContacts(db, rep, { ids: [kept.id, given.id], change: { city: 'Leeds' } });
  await assignContact(db, rep, given.id, (await actor(db, 'rep')).id);
  expect(await undoBulkEdit(db, rep, edit.id)).toMatchObject({ count: 1 });
  const cities = await Promise.all([kept.id, given.id].map((id) => findContact(db, system, id)));
  expect(cities.map(({ city }) => city)).toEqual([null, 'Leeds']);
});

test('a deletion is undone only for those one could delete by now', async ({ db }) => {
  const manager = await actor(db, 'marketing_manager');
  const [id = ''] = await makeLeads(db, 1);
  const deletion = await deleteContacts(db, manager, { ids: [id] });
  const marketer = { ...manager, role: 'marketer' as const };
  expect(await undoBulkDeletion(db, marketer, deletion.id)).toMatchObject({ count: 0 });
  expect((await findContact(db, system, id)).deletedAt).not.toBeNull();
});

test('whoever may not make such a change any more cannot take it back', async ({ db }) => {
  const marketer = await actor(db, 'marketer');
  const ids = await makeLeads(db, 1);
  const edit = await editContacts(db, marketer, { ids, change: { source: 'radio' } });
  const analyst = { ...marketer, role: 'analyst' as const };
  await expect(undoBulkEdit(db, analyst, edit.id)).rejects.toThrow(Forbidden);
  expect((await findContact(db, system, ids[0] ?? '')).source).toBe('radio');
});

test('whoever gave contacts to another team takes them back while they may assign', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const stranger = await actor(db, 'rep');
  const { id } = await makeContact(db, { ownerId: rep.id });
  const edit = await editContacts(db, rep, { ids: [id], change: { ownerId: stranger.id } });
  const analyst = { ...rep, role: 'analyst' as const };
  await expect(undoBulkEdit(db, analyst, edit.id)).rejects.toThrow(Forbidden);
  expect(await undoBulkEdit(db, rep, edit.id)).toMatchObject({ count: 1 });
  expect((await findContact(db, rep, id)).owner?.id).toBe(rep.id);
});

test('those restored are known again by all their addresses', async ({ db }) => {
  const admin = await actor(db, 'admin');
  const [id = ''] = await makeLeads(db, 1);
  await editContact(db, admin, id, { email: 'newer@fair.example' });
  const deletion = await deleteContacts(db, admin, { ids: [id] });
  await undoBulkDeletion(db, admin, deletion.id);
  for (const email of ['lead0@fair.example', 'newer@fair.example'])
    await expect(makeContact(db, { email })).rejects.toThrow(Conflict);
});

test('many are deleted and restored, except whose e-mail address was taken meanwhile', async ({ db }) => {
  const admin = await actor(db, 'admin');
  const [a = '', b = '', c = ''] = await makeLeads(db, 3);
  await deleteContact(db, admin, c);
  const deletion = await deleteContacts(db, admin, { ids: [a, b, c] });
  expect(deletion.count).toBe(2);
  expect(await countOf(db, 'audience.identities')).toBe(0);

  await makeContact(db, { email: 'lead1@fair.example' });
  expect(await undoBulkDeletion(db, admin, deletion.id)).toMatchObject({ count: 1 });
  const deleted = await Promise.all([a, b, c].map((id) => findContact(db, admin, id)));
  expect(deleted.map(({ deletedAt }) => deletedAt !== null)).toEqual([false, true, true]);
  const claimed = db
    .selectFrom('audience.identities')
    .select('contact_id')
    .where('value', '=', 'lead0@fair.example');
  expect(await claimed.execute()).toEqual([{ contact_id: a }]);
});

test('more than a thousand go on in the background, each with its event, and back again', async ({ db }) => {
  const anna = await actor(db, 'marketer');
  await db
    .insertInto('audience.contacts')
    .columns(['id', 'given_name', 'stage', 'source', 'created_at', 'updated_at'])
    .expression((eb) =>
      eb
        .selectFrom((from) =>
          from.fn<{ n: number }>('generate_series', [from.lit(1), from.lit(2_300)]).as('n'),
        )
        .select(
          (each) =>
            [
              each.fn<string>('gen_random_uuid', []).as('id'),
              each.val('Nora').as('given_name'),
              each.val('lead' as const).as('stage'),
              each.val('fair').as('source'),
              each.fn<Date>('now', []).as('created_at'),
              each.fn<Date>('now', []).as('updated_at'),
            ] as never,
        ),
    )
    .execute();
  const inStage = async (stage: 'mql') =>
    (await db.selectFrom('audience.contacts').select('id').where('stage', '=', stage).execute()).length;

  const edit = await editContacts(db, anna, { list: { filter: [] }, change: { stage: 'mql' } });
  await expect(undoBulkEdit(db, anna, edit.id)).rejects.toThrow('still on its way');
  const before = await countOf(db, 'platform.events');
  await work(db, edit.operationId);
  expect(await inStage('mql')).toBe(2_300);
  expect(await countOf(db, 'platform.events')).toBe(before + 2_300 + 1);
  expect(await getOperation(db, edit.operationId ?? '')).toMatchObject({
    title: expect.stringMatching(/^Change of about [\d,]+ contacts$/),
    state: 'done',
    done: 2_300,
  });

  const undone = await undoBulkEdit(db, anna, edit.id);
  await work(db, undone.operationId);
  expect(await inStage('mql')).toBe(0);
});
