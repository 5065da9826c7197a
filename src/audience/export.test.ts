import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase, type Db } from '../platform/db.ts';
import { readFile } from '../platform/files.ts';
import { newId } from '../platform/ids.ts';
import { startWorker } from '../platform/jobs.ts';
import { system } from '../platform/actor.ts';
import { createLog } from '../platform/log.ts';
import type { OperationRun } from '../platform/operation-runs.ts';
import { getOperation } from '../platform/operations.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { exportColumns, type NewExport } from './contract.ts';
import { runExport, startExport } from './export.ts';
import { jobs } from './jobs.ts';
import { makeContact } from './testing.ts';
import { archiveProperty, declareProperty } from './properties/properties.ts';

// Connections end and workers stop here: a transaction that is rolled back cannot show what is left then.
let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
beforeEach(async () => {
  await fresh.db.deleteFrom('audience.contacts').execute();
  await fresh.db.deleteFrom('platform.files').execute();
});
afterAll(() => fresh.close());

/** The lines of the file that an export of this list makes. */
async function exported(db: Db, list: Partial<NewExport>): Promise<string[][]> {
  const query: NewExport = {
    columns: ['name', 'email'],
    ...(list.ids ? {} : { list: { filter: [] } }),
    ...list,
  };
  const { id: operationId } = await startExport(db, await actor(db, 'analyst'), query);
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
  await jobs()['audience.exportContacts']?.({ ...query, operationId }, context);
  const { state, result } = await getOperation(db, operationId);
  expect(state).toBe('done');
  return parse(await text(await readFile(db, String(result?.['fileId']))), { bom: true });
}

test('an export is what the list shows, in its order', async () => {
  const { db } = fresh;
  await makeContact(db, { givenName: 'Zoe', companyName: 'Alpha' });
  await makeContact(db, { givenName: 'Anna', familyName: '"Quoted", Ltd\nLeeds', companyName: 'Beta' });
  await makeContact(db, { givenName: 'Ben' });
  const nobodys = await makeContact(db, { givenName: 'Eve', companyName: 'Gamma' });
  const list: NewExport['list'] = { filter: [['companyName', 'is_not_empty', null]], except: [nobodys.id] };
  expect(
    await exported(db, { list, sort: '-companyName', columns: ['givenName', 'familyName', 'stage'] }),
  ).toEqual([
    ['Given name', 'Family name', 'Stage'],
    ['Anna', '"Quoted", Ltd\nLeeds', 'lead'],
    ['Zoe', 'Castellan', 'lead'],
  ]);
});

test('of those ticked only they are written', async () => {
  const { db } = fresh;
  const [, ben] = [await makeContact(db), await makeContact(db, { givenName: 'Ben' })];
  const [header, ...rows] = await exported(db, { ids: [ben.id] });
  expect([header, rows]).toEqual([['Name', 'E-mail'], [['Ben Castellan', '']]]);
});

test('no cell is calculated when a spreadsheet opens the file', async () => {
  const { db } = fresh;
  const evil = ['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1'];
  for (const givenName of evil) await makeContact(db, { givenName, familyName: null });
  const [, ...rows] = await exported(db, { sort: 'createdAt', columns: ['givenName'] });
  expect(rows.flat()).toEqual(evil.map((name) => `'${name}`));
});

test('every column can be had', async () => {
  const { db } = fresh;
  const who = await actor(db, 'rep');
  await makeContact(db, {
    ownerId: who.id,
    phone: '0113 496 0182',
    country: 'GB',
    email: 'nora@castellan.example',
  });
  const [header, row] = await exported(db, { columns: [...exportColumns] });
  expect(header).toHaveLength(exportColumns.length);
  expect(row).toEqual(
    expect.arrayContaining(['Nora Castellan', "'+441134960182", 'GB', who.name, 'nora@castellan.example']),
  );
});

test('own properties and tags are written as a spreadsheet calculates with them, and as the import reads them', async () => {
  const { db } = fresh;
  const spend = await declareProperty(db, system, {
    recordKind: 'contact',
    label: 'Yearly spend',
    type: 'money',
    currency: 'EUR',
  });
  const hair = await declareProperty(db, system, {
    recordKind: 'contact',
    label: 'City',
    type: 'multi_choice',
    choices: [{ label: 'Fine' }, { label: 'Curly' }],
  });
  await makeContact(db, {
    tags: ['VIP', 'Salon'],
    properties: { yearly_spend: '1.234,50 €', city: 'Curly; Fine' },
  });
  expect(await exported(db, { columns: ['name', 'tags', 'property:yearly_spend', 'property:city'] })).toEqual(
    [
      ['Name', 'Tags', 'Yearly spend', 'city'],
      ['Nora Castellan', 'VIP; Salon', '1234.50', 'Fine; Curly'],
    ],
  );
  const [header = []] = await exported(db, { columns: undefined });
  expect(header.slice(-2)).toEqual(['Yearly spend', 'city']);
  await expect(exported(db, { columns: ['property:gone'] })).rejects.toThrow('There is no column');
  await archiveProperty(db, system, spend.id);
  await archiveProperty(db, system, hair.id);
});

async function makeMany(db: Db, count: number): Promise<void> {
  await sql`
    insert into audience.contacts (id, given_name, stage, source, created_at, updated_at)
    select gen_random_uuid(), 'Nora ' || n, 'lead', 'fair', now(), now()
    from generate_series(1, ${count}) as n`.execute(db);
}

test('many rows are read page after page, each once', async () => {
  const { db } = fresh;
  await makeMany(db, 2_500);
  const [, ...rows] = await exported(db, { sort: '-name' });
  expect(new Set(rows.map(([name]) => name)).size).toBe(2_500);
  expect(rows).toHaveLength(2_500);
  expect(rows[0]?.[0]).toBe('Nora 999');
});

/** What the work is given, with `between` done after every page. */
async function runWith(db: Db, between: () => Promise<void>): Promise<OperationRun> {
  const who = await actor(db, 'analyst');
  const run = { operationId: newId(), db, log: createLog('silent'), who, done: 0, cursor: null };
  return { ...run, advance: between, isCancelled: async () => false };
}

const all: NewExport = { columns: ['name'], list: { filter: [] } };

test('a connection that ends between two pages costs nothing', async () => {
  const { db, pool } = fresh;
  await makeMany(db, 6_000);
  const others = openDatabase(fresh.url, { max: 1 });
  const run = await runWith(db, async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(others.db);
    await vi.waitFor(() => expect(pool.totalCount).toBe(0));
  });
  const { result } = await runExport({ ...all, operationId: run.operationId }, run);
  await others.close();
  expect(result).toMatchObject({ count: 6_000 });
});

test('what goes wrong midway reaches the worker, and leaves no file', async () => {
  const { db } = fresh;
  await makeMany(db, 2_500);
  let pages = 0;
  const run = await runWith(db, async () => {
    if (++pages === 2) throw new Error('Tandem is stopping');
  });
  await expect(runExport({ ...all, operationId: run.operationId }, run)).rejects.toThrow('is stopping');
  expect(await db.selectFrom('platform.files').select('id').execute()).toEqual([]);
});

test('stopped in an export the worker gives the job back, and the next one finishes it', async () => {
  const { db } = fresh;
  await makeMany(db, 6_000);
  const who = await actor(db, 'analyst');
  const { id } = await startExport(db, who, all);
  // Contacts that are made have other work done for them, too.
  const itsJob = sql`task_identifier = 'audience.exportContacts'`;
  const job = () =>
    sql`select attempts, locked_at, last_error from graphile_worker.jobs where ${itsJob}`.execute(db);
  const start = () => {
    const log = createLog('silent');
    return startWorker({ ...fresh, log, handlers: jobs(), schedules: [], starterOf: async () => who });
  };
  // While the table is locked the export waits for its first page, and the stop comes in the middle.
  const lock = await db.startTransaction().execute();
  await sql`lock table audience.contacts`.execute(lock);
  const first = await start();
  await vi.waitFor(async () => expect(await getOperation(db, id)).toMatchObject({ state: 'running' }), 9_000);
  const stopped = first.stop();
  await lock.commit().execute();
  await stopped;
  const { rows: given } = await job();
  expect(given).toMatchObject([
    { attempts: 1, locked_at: null, last_error: expect.stringMatching('stopping') },
  ]);
  expect(await db.selectFrom('platform.files').select('id').execute()).toEqual([]);

  await sql`select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs where ${itsJob}`.execute(
    db,
  );
  const second = await start();
  await vi.waitFor(async () => expect(await getOperation(db, id)).toMatchObject({ state: 'done' }), 9_000);
  await second.stop();
  expect((await getOperation(db, id)).result).toMatchObject({ count: 6_000 });
}, 20_000);
