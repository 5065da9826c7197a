import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { system } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { freshDatabase, type FreshDatabase } from '../../../platform/testing/testing.ts';
import { createContact, deleteContact, editContact } from '../../contacts.ts';
import { prepare } from '../starting.ts';
import { importTable, type ImportCounts, type ImportCursor, type TableImport } from '../table-import.ts';
import { readTable } from '../table/table.ts';
import type { ImportOptions } from '../options.ts';
import { contactsTarget } from './target.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
beforeEach(async () => {
  await fresh.db.deleteFrom('audience.contacts').execute();
  await fresh.db.deleteFrom('audience.identities').execute();
  await fresh.db.deleteFrom('platform.events').execute();
});
afterAll(() => fresh.close());

const streamOf = (csv: string) => Readable.from([Buffer.from(csv)]);

type Asked = Partial<Omit<TableImport, 'table' | 'writer'> & ImportOptions>;

async function bringIn(db: Db, csv: string, asked: Asked = {}): Promise<Partial<ImportCounts>> {
  const { dryRun = false, resume, afterBatch, isCancelled, ...given } = asked;
  const wanted: ImportOptions = { ...given, target: 'contacts' };
  const { columns, options } = await prepare(db, system, streamOf(csv), wanted, dryRun);
  const plan = { importId: null, columns, options, startedAt: new Date() };
  const writer = await contactsTarget.open(db, system, plan, dryRun);
  const table = await readTable(streamOf(csv), options.reading);
  const { bot: _bot, ...counts } = await importTable(db, {
    table,
    writer,
    dryRun,
    resume,
    afterBatch,
    isCancelled,
  });
  return counts;
}

function people(db: Db) {
  return db.selectFrom('audience.contacts').select(['name', 'email', 'city']).orderBy('name').execute();
}

async function countOf(db: Db, table: 'audience.identities' | 'audience.stage_moves' | 'platform.events') {
  const { count } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** A file of this many people; every third is written twice. */
function manyPeople(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, i) => `Nora ${i},nora${i - (i % 3 === 2 ? 1 : 0)}@x.example,Leeds`,
  );
  return `Name,E-mail,City\n${rows.join('\n')}\n`;
}

describe('an import', () => {
  test('creates, updates and leaves alone, matching by e-mail address', async () => {
    const { db } = fresh;
    await createContact(db, system, {
      givenName: 'Nora',
      email: 'nora@x.example',
      city: 'York',
      stage: 'customer',
    });
    await createContact(db, system, { givenName: 'Ben', email: 'ben@x.example' });
    const csv =
      'name,E-Mail,city,stage\nNora,NORA@x.example,Leeds,\nBen,ben@x.example,,\nTheo,theo@x.example,,mql\n,,,\nnobody,no mail,,\n';
    expect(await bringIn(db, csv, { source: 'trade_fair' })).toEqual({
      seen: 5,
      created: 1,
      updated: 1,
      unchanged: 1,
      skipped: 2,
    });
    expect(await people(db)).toEqual([
      { name: 'Ben', email: 'ben@x.example', city: null },
      { name: 'Nora', email: 'nora@x.example', city: 'Leeds' },
      { name: 'Theo', email: 'theo@x.example', city: null },
    ]);
    const events = db
      .selectFrom('platform.events')
      .select(['name', 'payload', 'changes'])
      .orderBy('position')
      .offset(2);
    expect(await events.execute()).toEqual([
      {
        name: 'contact.updated',
        payload: { name: 'Nora' },
        changes: { city: { from: 'York', to: 'Leeds' } },
      },
      {
        name: 'contact.created',
        payload: { name: 'Theo', source: 'trade_fair' },
        changes: expect.objectContaining({ email: { from: null, to: 'theo@x.example' } }),
      },
    ]);
    expect(await bringIn(db, csv)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  test('of a person twice in one file, near or far apart, makes one contact', async () => {
    const { db } = fresh;
    const counts = await bringIn(db, `${manyPeople(1_500)}Nora again,nora0@x.example,York\n`);
    expect(counts).toEqual({ seen: 1_501, created: 1_000, updated: 501, unchanged: 0, skipped: 0 });
    expect(await countOf(db, 'audience.identities')).toBe(1_000);
    expect(await countOf(db, 'audience.stage_moves')).toBe(1_000);
  });

  test('of known people only, or of new ones only, leaves the others as they are', async () => {
    const { db } = fresh;
    await createContact(db, system, { givenName: 'Nora', email: 'nora@x.example' });
    const csv = 'email,city\ntheo@x.example,Hull\nnora@x.example,Leeds\n,Bath\n';
    expect(await bringIn(db, csv, { match: 'update' })).toMatchObject({ created: 0, updated: 1, skipped: 2 });
    expect(await countOf(db, 'audience.identities')).toBe(1);
    const dry = await bringIn(db, csv, { match: 'create', dryRun: true });
    expect(await bringIn(db, csv, { match: 'create' })).toEqual(dry);
    expect(dry).toMatchObject({ created: 1, updated: 0, skipped: 2 });
    expect(await people(db)).toMatchObject([{ name: 'Nora', city: 'Leeds' }, { city: 'Hull' }]);
  });

  test('keeps the order of the file', async () => {
    const { db } = fresh;
    await bringIn(
      db,
      `name,email\n${Array.from({ length: 1_200 }, (_, i) => `P${i},${i % 7}p${i}@x.example`).join('\n')}`,
    );
    const byAge = await db
      .selectFrom('audience.contacts')
      .select('name')
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    expect(byAge.map(({ name }) => name)).toEqual(Array.from({ length: 1_200 }, (_, i) => `P${i}`));
  });

  test('makes a new contact of a person who was deleted', async () => {
    const { db } = fresh;
    const { id } = await createContact(db, system, { email: 'nora@x.example' });
    await deleteContact(db, system, id);
    expect(await bringIn(db, 'email\nnora@x.example\n')).toMatchObject({ created: 1 });
  });

  test('of nothing changes nothing; without a usable column it is refused', async () => {
    const { db } = fresh;
    expect(await bringIn(db, 'email\n')).toMatchObject({ seen: 0, created: 0 });
    await expect(bringIn(db, 'shoe size\n39\n')).rejects.toThrow('None of the columns is known');
    await expect(bringIn(db, 'email\n')).resolves.toMatchObject({ seen: 0 });
  });

  test('as a dry run counts the same and writes nothing', async () => {
    const { db } = fresh;
    await createContact(db, system, { email: 'nora1@x.example' });
    const events = await countOf(db, 'platform.events');
    const dry = await bringIn(db, manyPeople(1_200), { dryRun: true });
    expect(await people(db)).toHaveLength(1);
    expect(await countOf(db, 'platform.events')).toBe(events);
    expect(dry).toEqual(await bringIn(db, manyPeople(1_200)));
  });

  test('by another address of a known contact changes the contact once, and tells what was written', async () => {
    const { db } = fresh;
    const { id } = await createContact(db, system, { givenName: 'Nora', email: 'old@x.example' });
    await editContact(db, system, id, { email: 'nora@x.example' });
    await db.deleteFrom('platform.events').execute();
    await bringIn(db, 'email,city,name\nold@x.example,Leeds,\nnora@x.example,,Eleonora Cast\n');
    expect(await people(db)).toEqual([{ name: 'Eleonora Cast', email: 'nora@x.example', city: 'Leeds' }]);
    const events = await db
      .selectFrom('platform.events')
      .select(['name', 'changes'])
      .orderBy('position')
      .execute();
    expect(events).toEqual([
      {
        name: 'contact.updated',
        changes: {
          givenName: { from: 'Nora', to: 'Eleonora' },
          familyName: { from: null, to: 'Cast' },
          city: { from: null, to: 'Leeds' },
        },
      },
    ]);
  });

  test('of long rows ends a batch early, and leaves out what is longer than a contact can be', async () => {
    const { db } = fresh;
    const line = (i: number, length: number) => `nora${i}@x.example,${'n'.repeat(length)}\n`;
    const lines = Array.from({ length: 100 }, (_, i) => line(i, 90_000)).join('');
    const batches: number[] = [];
    const reasons: string[] = [];
    const counts = await bringIn(db, `email,notes\n${lines}${line(100, 150_000)}`, {
      afterBatch: async (_trx, { rows }) => {
        batches.push(rows.length);
        reasons.push(...rows.flatMap((row) => row.reasons));
      },
    });
    expect(batches).toEqual([45, 45, 11]);
    expect(counts).toMatchObject({ seen: 101, created: 100, skipped: 1 });
    expect(reasons).toEqual(['The row is longer than 100 kB, more than a record can be.']);
  });

  test('stops between batches when it is cancelled', async () => {
    const { db } = fresh;
    let asked = 0;
    const counts = await bringIn(db, manyPeople(2_500), { isCancelled: async () => ++asked > 1 });
    expect(counts.seen).toBe(1_000);
    expect(await people(db)).toHaveLength(counts.created ?? -1);
  });

  test('cut short anywhere and resumed has every row exactly once', async () => {
    const { db } = fresh;
    const csv = manyPeople(3_500).replaceAll(/nora\d*[05]@x.example/g, '');
    let committed: ImportCursor | null = null;
    const run = (options: Asked, crashAt = 0) => {
      let batches = 0;
      const afterBatch: TableImport['afterBatch'] = async (_trx, { cursor }) => {
        if (++batches === crashAt) throw new Error('killed');
        committed = cursor;
      };
      return bringIn(db, csv, { resume: committed, afterBatch, ...options });
    };
    await expect(run({}, 2)).rejects.toThrow('killed');
    await expect(run({}, 1)).rejects.toThrow('killed');
    let asked = 0;
    expect(await run({ isCancelled: async () => ++asked > 1 })).toMatchObject({ seen: 2_000 });
    const counts = await run({});

    expect(counts.seen).toBe(3_500);
    expect(await people(db)).toHaveLength(counts.created ?? -1);
    const created = db.selectFrom('platform.events').select('id').where('name', '=', 'contact.created');
    expect(await created.orderBy('position').execute()).toHaveLength(counts.created ?? -1);
  });

  test('of the same people by two colleagues at once makes each once', async () => {
    const { db } = fresh;
    const [one, two] = await Promise.all([bringIn(db, manyPeople(1_500)), bringIn(db, manyPeople(1_500))]);
    expect((one.created ?? 0) + (two.created ?? 0)).toBe(1_000);
    expect(await people(db)).toHaveLength(1_000);
  });
});
