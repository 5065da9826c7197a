import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { cancelOperation, listOperations } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { bringIn, type Beginning } from './bring-in.ts';
import { importOptions, type ImportOptionsInput } from './contract.ts';
import { findImport, listImports } from './imports.ts';
import { notedRows } from './notes.ts';
import { undone } from './testing.ts';

const CSV = 'name,email,=cmd\nNora,nora@x.example,1\n,no address,=2+2\nIda,ida@x.example,3\n';
const open = async () => Readable.from([Buffer.from(CSV)]);

test('a file comes in while one waits, with the history, the rows to look at and the undo of the page', async ({
  db,
}) => {
  const options = importOptions.parse({});
  const dry = await bringIn(db, system, { fileName: 'fair.csv', open, options, dryRun: true });
  expect(dry).toMatchObject({ counts: { seen: 3, created: 2, skipped: 1 }, importId: null });
  expect(await db.selectFrom('audience.imports').select('id').execute()).toEqual([]);
  expect(await db.selectFrom('audience.contacts').select('id').execute()).toEqual([]);

  const told: number[] = [];
  const { counts, importId } = await bringIn(db, system, {
    fileName: 'fair.csv',
    open,
    options,
    afterBatch: ({ cursor }) => told.push(cursor.row),
  });
  expect(counts).toEqual(dry.counts);
  expect(told).toEqual([4]);
  const made = await findImport(db, system, importId ?? '');
  expect(made).toMatchObject({ state: 'done', madeBy: system.name, counts, mayUndo: true });
  const rows = await notedRows(db, { importId: importId ?? '', fileName: 'fair.csv', options, open });
  const lines = (await text(Readable.from(rows))).trim().split('\n');
  expect(lines).toEqual([
    "row,outcome,reason,name,email,'=cmd",
    '3,skipped,"""no address"" is not an e-mail address.",,no address,\'=2+2',
  ]);
  expect((await undone(db, system, importId ?? '')).result).toMatchObject({ deleted: 2 });
});

const BROKEN =
  'name,email\nNora,nora@x.example\nNobody,no address\nIda,"ida@x.example\nTheo,theo@x.example\n';

test('a file that breaks off ends as on the page: failed, with the reason, what was read and the rows to look at', async ({
  db,
}) => {
  const options = importOptions.parse({});
  const broken = { fileName: 'fair.csv', open: async () => Readable.from([Buffer.from(BROKEN)]), options };
  const reason = 'After row 3 the file cannot be read: a quotation mark is opened in line 4';
  const counts = { seen: 2, created: 1, updated: 0, unchanged: 0, skipped: 1, bot: 0 };
  const dry = await bringIn(db, system, { ...broken, dryRun: true });
  expect(dry).toEqual({ counts, importId: null, brokenOff: expect.stringContaining(reason) });
  const { importId, ...told } = await bringIn(db, system, broken);
  expect(told).toEqual({ counts, brokenOff: expect.stringContaining(reason) });
  const made = await findImport(db, system, importId ?? '');
  expect(made).toMatchObject({ state: 'failed', error: told.brokenOff, counts, mayUndo: true });
  expect(made.notesFileId).not.toBeNull();
  // It came to its end, such as it is: the mended file is another one.
  expect((await bringIn(db, system, broken)).importId).not.toBe(importId);
});

test('columns that no field was found for are named, unless a map says what is meant', async ({ db }) => {
  const told: Beginning[] = [];
  const csv = 'name,email,Shoe size,Favourite colour\nNora,nora@x.example,39,blue\n';
  const bring = (options: ImportOptionsInput) =>
    bringIn(db, system, {
      fileName: 'fair.csv',
      open: async () => Readable.from([Buffer.from(csv)]),
      options: importOptions.parse(options),
      beforeFirst: (beginning) => told.push(beginning),
    });
  await bring({});
  await bring({ map: { name: 'name', email: 'email' } });
  expect(told.map(({ leftOut }) => leftOut)).toEqual([['Shoe size', 'Favourite colour'], []]);
});

test('one that was stopped goes on after its last batch, as the same import', async ({ db }) => {
  const rows = Array.from({ length: 2_500 }, (_, row) => `Person ${row},p${row}@x.example\n`);
  const file = Buffer.from(`name,email\n${rows.join('')}`);
  const told: (number | null)[] = [];
  let batches = 0;
  const bring = (fails: boolean, content = file) =>
    bringIn(db, system, {
      fileName: 'fair.csv',
      open: async () => Readable.from([content]),
      options: importOptions.parse({}),
      beforeFirst: ({ goesOnAfter }) => told.push(goesOnAfter),
      afterBatch: () => {
        batches += 1;
        if (fails && batches === 2) throw new Error('Somebody pulled the plug.');
      },
    });
  await expect(bring(true)).rejects.toThrow('pulled the plug');
  const [stopped] = (await listImports(db, system, { limit: 10 })).items;
  expect(stopped).toMatchObject({ state: 'failed', counts: { seen: 1_000 }, mayUndo: true });
  // Another file is another import.
  await bring(false, Buffer.from('name,email\nIda,ida@x.example\n'));
  const { importId, counts } = await bring(false);
  expect(importId).toBe(stopped?.id);
  expect(counts).toMatchObject({ seen: 2_500, created: 2_500 });
  expect(told).toEqual([null, null, 1_001]);
  const made = await findImport(db, system, stopped?.id ?? '');
  expect(made).toMatchObject({ state: 'done', error: null, counts });
  expect(await bring(false)).toMatchObject({ counts: { seen: 2_500, unchanged: 2_500 } });
  expect((await undone(db, system, stopped?.id ?? '')).result).toMatchObject({ deleted: 2_500 });
});

test('the page can cancel what a command imports', async ({ db }) => {
  const rows = Array.from({ length: 1_500 }, (_, row) => `Person ${row},p${row}@x.example\n`);
  const { counts, importId, brokenOff } = await bringIn(db, system, {
    fileName: 'fair.csv',
    open: async () => Readable.from([Buffer.from(`name,email\n${rows.join('')}`)]),
    options: importOptions.parse({}),
    beforeFirst: () => void (cancelling = cancelNewest(db)),
    afterBatch: () => undefined,
  });
  await cancelling;
  expect(brokenOff).toContain('cancelled');
  expect(counts.seen).toBeLessThan(1_500);
  expect(await findImport(db, system, importId ?? '')).toMatchObject({ state: 'cancelled', counts });
});

let cancelling: Promise<unknown> | undefined;

async function cancelNewest(db: Db): Promise<void> {
  const [newest] = await listOperations(db, { limit: 1 });
  await cancelOperation(db, system, newest?.id ?? '');
}

test('what cannot be used is refused before anything is written', async ({ db }) => {
  const bring = (options: object) =>
    bringIn(db, system, { fileName: 'fair.csv', open, options: importOptions.parse(options) });
  await expect(bring({ map: { nmae: 'name' } })).rejects.toThrow('no column "nmae"');
  await expect(bring({ map: { name: 'shoeSize' } })).rejects.toThrow('A contact has no field "shoeSize".');
  await expect(bring({ map: { name: 'city' } })).rejects.toThrow('One column must be a name');
  await expect(bring({ match: 'update', by: ['phone'] })).rejects.toThrow(
    'must be what they are recognised by',
  );
  await expect(bring({ target: 'touchpoints' })).rejects.toThrow('One column must say when it was.');
  expect(await db.selectFrom('audience.imports').select('id').execute()).toEqual([]);
});
