import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { deleteContact, editContact } from '../contacts.ts';
import { forgetContacts } from '../erasure.ts';
import { mergeContacts } from '../merge/merges.ts';
import { unmergeContacts } from '../merge/unmerges.ts';
import { makeContact } from '../testing.ts';
import { countCertain, mergeCertain, unmergeBatch } from './certain.ts';
import { dismissDuplicate, listDuplicates, reopenDuplicate } from './duplicates.ts';
import { duplicateJobs } from './jobs.ts';
import { findDuplicates } from './suggesting.ts';

const nora = {
  givenName: 'Nora',
  familyName: 'Castellan',
  companyName: 'Castellan Hair Studios',
  city: 'Leeds',
};
const asked = { limit: 20, state: 'open' as const };

async function jobsWaiting(db: Db) {
  const { rows } = await sql<{ key: string | null; queue_name: string }>`
    select key, queue_name from graphile_worker.jobs where task_identifier = 'audience.findDuplicates'`.execute(
    db,
  );
  return rows;
}

async function waiting(db: Db, state: 'open' | 'dismissed' = 'open') {
  await findDuplicates(db);
  return (await listDuplicates(db, system, { ...asked, state })).items;
}

describe('suggestions', () => {
  test('come with the change that makes two alike, side by side and with reasons', async ({ db }) => {
    const one = await makeContact(db, { ...nora, email: 'nora@castellan.example', stage: 'customer' });
    const other = await makeContact(db, { ...nora, givenName: 'Norah', phone: '+44 113 496 0182' });
    await makeContact(db, { givenName: 'Theo', familyName: 'Varga' });
    const [pair, ...others] = await waiting(db);
    expect(others).toEqual([]);
    expect(pair).toMatchObject({
      one: { id: one.id },
      other: { id: other.id, name: 'Norah Castellan' },
      keep: 'one',
      mayMerge: true,
      certain: false,
      clashes: [],
    });
    expect(pair?.likelihood).toBeGreaterThan(0.9);
    expect(pair?.reasons.map(({ field, how }) => `${how} ${field}`)).toEqual([
      'similar givenName',
      'same familyName',
      'same city',
      'same company',
    ]);
    expect(pair?.lines.find(({ field }) => field === 'givenName')).toEqual({
      field: 'givenName',
      label: null,
      one: 'Nora',
      other: 'Norah',
      same: false,
      proposed: { one: 'one', other: 'other' },
    });
    expect(pair?.lines.find(({ field }) => field === 'phone')?.proposed).toEqual({
      one: 'other',
      other: 'other',
    });
  });

  test('go when the contacts are alike no more, deleted, merged or erased', async ({ db }) => {
    const one = await makeContact(db, nora);
    const other = await makeContact(db, nora);
    expect(await waiting(db)).toHaveLength(1);
    await editContact(db, system, other.id, { givenName: 'Theo', familyName: 'Varga' });
    expect(await waiting(db)).toHaveLength(0);
    await editContact(db, system, other.id, { givenName: 'Nora', familyName: 'Castellan' });
    expect(await waiting(db)).toHaveLength(1);
    const { id } = await mergeContacts(db, system, { keptId: one.id, goneId: other.id });
    expect(await waiting(db)).toHaveLength(0);
    await unmergeContacts(db, system, id);
    expect(await waiting(db), 'is a question again').toHaveLength(1);
    await deleteContact(db, system, other.id);
    expect(await waiting(db)).toHaveLength(0);
    await forgetContacts(db, system, [one.id, other.id]);
    const { rows } = await sql`
      select contact_id from audience.duplicate_keys union all select contact_id from audience.duplicate_checks
      union all select id from audience.duplicate_suggestions union all select id from audience.merges`.execute(
      db,
    );
    expect(rows).toEqual([]);
  });

  test('a pair that was told apart comes back only with much more evidence', async ({ db }) => {
    const [one, other] = [await makeContact(db, nora), await makeContact(db, nora)];
    const [pair] = await waiting(db);
    const anna = await actor(db, 'marketer');
    await dismissDuplicate(db, anna, pair?.id ?? '');
    await editContact(db, system, one.id, { jobTitle: 'Owner', country: 'GB' });
    expect(await waiting(db)).toEqual([]);
    expect(await waiting(db, 'dismissed')).toMatchObject([{ id: pair?.id, decidedBy: anna.name }]);
    await expect(dismissDuplicate(db, anna, pair?.id ?? '')).rejects.toThrow(NotFound);
    await editContact(db, system, one.id, { phone: '+44 113 496 0182' });
    await editContact(db, system, other.id, { phone: '+44 113 496 0182' });
    expect(await waiting(db)).toHaveLength(1);
    await dismissDuplicate(db, anna, pair?.id ?? '');
    await reopenDuplicate(db, anna, pair?.id ?? '');
    expect(await waiting(db)).toHaveLength(1);
    const told = db
      .selectFrom('platform.events')
      .select('subject_id')
      .where('name', '=', 'contact.told-apart');
    expect(new Set((await told.orderBy('position').execute()).map((row) => row.subject_id))).toEqual(
      new Set([one.id, other.id]),
    );
  });

  test('two who met on one identity wait there too, and are settled there', async ({ db }) => {
    const one = await makeContact(db, { givenName: 'Nora', familyName: 'Castellan' });
    const other = await makeContact(db, { givenName: 'Theo', familyName: 'Varga' });
    const at = new Date();
    const clash = {
      kind: 'email' as const,
      value: 'n@castellan.example',
      times: 2,
      first_seen_at: at,
      last_seen_at: at,
    };
    await db
      .insertInto('audience.identity_conflicts')
      .values({ contact_id: one.id, other_id: other.id, ...clash })
      .execute();
    const [pair] = await waiting(db);
    expect(pair).toMatchObject({
      clashes: [{ kind: 'email', value: 'n@castellan.example', times: 2 }],
      reasons: expect.arrayContaining([{ field: 'identity', how: 'same', weight: 8 }]),
    });
    await dismissDuplicate(db, system, pair?.id ?? '');
    const settled = await db.selectFrom('audience.identity_conflicts').select('settled_at').execute();
    expect(settled).toEqual([{ settled_at: expect.any(Date) }]);
    await editContact(db, system, one.id, { city: 'Leeds' });
    expect(await waiting(db)).toEqual([]);
  });

  test('only those who see both see the pair, and only those who may merge both decide', async ({ db }) => {
    const rep = await actor(db, 'rep');
    const stranger = await actor(db, 'rep');
    await makeContact(db, { ...nora, ownerId: rep.id });
    await makeContact(db, nora);
    const [pair] = await waiting(db);
    expect((await listDuplicates(db, stranger, asked)).items).toEqual([]);
    expect((await listDuplicates(db, rep, asked)).items).toMatchObject([{ mayMerge: false }]);
    await expect(dismissDuplicate(db, rep, pair?.id ?? '')).rejects.toThrow(Forbidden);
  });

  test('comparing a backlog gives way to work that somebody waits for', async ({ db }) => {
    await makeContact(db, nora);
    await makeContact(db, nora);
    const [asked] = await jobsWaiting(db);
    expect(asked).toMatchObject({ queue_name: 'audience.findDuplicates', key: null });
    await sql`insert into platform.operations (id, kind, title, state, started_by_kind, started_by_name, started_by_role, started_by_teams)
      values (gen_random_uuid(), 'contacts.import', 'Import', 'running', 'system', 'Tandem', 'owner', '{}')`.execute(
      db,
    );
    const log = pino({ level: 'silent' });
    await duplicateJobs['audience.findDuplicates']?.({}, { db, log, attempt: 1, maxAttempts: 1 });
    expect((await jobsWaiting(db)).map(({ key }) => key)).toContain('audience.findDuplicates');
  });

  test('a block of too many is passed over, a narrower one is not', async ({ db }) => {
    for (let place = 0; place < 62; place++) await makeContact(db, { givenName: 'Ann', familyName: 'Smith' });
    await makeContact(db, { givenName: 'Ann', familyName: 'Smith', phone: '+44 113 496 0182' });
    await makeContact(db, { givenName: 'Anne', familyName: 'Smith', phone: '+44 113 496 0182' });
    const { candidates } = await findDuplicates(db);
    expect(candidates).toBe(1);
    expect(await waiting(db)).toHaveLength(1);
  });
});

describe('what is beyond doubt', () => {
  test('is merged at once, chains included, and taken back at once', async ({ db }) => {
    const phone = { phone: '+44 113 496 0182' };
    for (let place = 0; place < 3; place++) await makeContact(db, { ...nora, ...phone });
    await makeContact(db, { ...nora, givenName: 'Mateo', ...phone });
    await findDuplicates(db);
    expect(await countCertain(db, system)).toEqual({ count: 3, exact: true });
    const { batchId, merges } = await mergeCertain(db, system);
    expect(merges.length).toBeGreaterThanOrEqual(1);
    await findDuplicates(db);
    const rest = await mergeCertain(db, system);
    expect(merges.length + rest.merges.length).toBe(2);
    expect(await unmergeBatch(db, system, rest.batchId)).toMatchObject({ kept: 0 });
    expect(await unmergeBatch(db, system, batchId)).toMatchObject({ kept: 0 });
    const { rows } = await sql`select 1 from audience.contacts`.execute(db);
    expect(rows).toHaveLength(4);
  });
});
