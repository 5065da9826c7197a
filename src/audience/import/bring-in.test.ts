import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { test } from '../../platform/testing/testing.ts';
import { bringIn } from './bring-in.ts';
import { importOptions } from './contract.ts';
import { findImport } from './imports.ts';
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
