import { parse } from 'csv-parse/sync';
import type { KyselyPlugin } from 'kysely';
import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { NotFound } from '../../platform/errors.ts';
import { readFile } from '../../platform/files.ts';
import { createLog } from '../../platform/log.ts';
import { cancelOperation } from '../../platform/operations.ts';
import { createContact } from '../contacts.ts';
import { propertiesOf } from '../properties/properties.ts';
import { sharedData } from '../../platform/testing/shared.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { importJobs } from './jobs.ts';
import { findImport, listImports } from './imports.ts';
import { storeNotes } from './notes.ts';
import { previewImport } from './preview.ts';
import { startImport } from './starting.ts';
import { imported, upload } from './testing.ts';

const FAIR =
  'name,email,country\nNora,nora@x.example,Atlantis\n=evil,not an address,\nTheo,theo@x.example,GB\n';

test('an import in the background ends in counts and a file of the rows to look at', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const operation = await imported(db, who, FAIR);
  expect(operation).toMatchObject({ state: 'done', done: 3, total: 3, title: 'Import of fair.csv' });
  const { notesFileId, importId, ...counts } = operation.result ?? {};
  expect(importId).toBe(operation.id);
  expect(counts).toEqual({ seen: 3, created: 2, updated: 0, unchanged: 0, skipped: 1, bot: 0 });
  const notes = parse(await text(await readFile(db, String(notesFileId))), { bom: true });
  expect(notes).toEqual([
    ['row', 'outcome', 'reason', 'name', 'email', 'country'],
    [
      '2',
      'created',
      'The country "Atlantis" is not known and was left out.',
      'Nora',
      'nora@x.example',
      'Atlantis',
    ],
    ['3', 'skipped', '"not an address" is not an e-mail address.', "'=evil", 'not an address', ''],
  ]);
  const events = db.selectFrom('platform.events').select('payload').where('name', '=', 'contact.created');
  expect(await events.orderBy('position').execute()).toEqual(
    expect.arrayContaining([{ payload: { name: 'Theo', source: 'unknown', importId: operation.id } }]),
  );
});

test('a file that breaks off keeps what came before, and says where', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const operation = await imported(db, who, 'name,email\nNora,nora@x.example\n"Theo,theo@x.example\n');
  expect(operation).toMatchObject({
    state: 'failed',
    done: 1,
    error: expect.stringContaining('After row 2'),
  });
  const names = await db.selectFrom('audience.contacts').select('name').execute();
  expect(names).toEqual([{ name: 'Nora' }]);
});

test('what is no CSV is refused before anything starts', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const picture = await upload(db, who, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
  await expect(startImport(db, who, { target: 'contacts', fileId: picture })).rejects.toThrow(
    'This is a picture',
  );
  const fileId = await upload(db, who, FAIR);
  await expect(startImport(db, who, { target: 'contacts', fileId, map: { nmae: 'name' } })).rejects.toThrow(
    'no column "nmae"',
  );
  await expect(startImport(db, await actor(db, 'marketer'), { target: 'contacts', fileId })).rejects.toThrow(
    NotFound,
  );
});

test('an import that is cancelled while it waits does nothing', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const fileId = await upload(db, who, FAIR);
  const { id: operationId } = await startImport(db, who, { target: 'contacts', fileId });
  await cancelOperation(db, who, operationId);
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 2 };
  await importJobs['audience.import']?.({ operationId }, context);
  expect(await db.selectFrom('audience.contacts').select('id').execute()).toEqual([]);
});

test('a preview says before the start that the file breaks off, and where', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const preview = async (csv: string) =>
    previewImport(db, who, { target: 'contacts', fileId: await upload(db, who, csv) });
  const people = (count: number) =>
    Array.from({ length: count }, (_, row) => `Nora,p${row}@x.example\n`).join('');
  const broken = await preview(`name,email\n${people(4)}"Ida,ida@x.example\n${people(4)}`);
  expect(broken.rows).toHaveLength(4);
  expect(broken.brokenOff).toBe(
    'After row 5 the file cannot be read: a quotation mark is opened in line 6 or below and never closed. Only the rows before are imported.',
  );
  expect((await preview(`name,email\n${people(4)}`)).brokenOff).toBeNull();
});

test('a preview shows what the first rows would become, and writes nothing', async ({ db }) => {
  const who = await actor(db, 'marketer');
  await imported(db, who, 'name,email\nNora,nora@x.example\n');
  const fileId = await upload(db, who, FAIR);
  const preview = await previewImport(db, who, { target: 'contacts', fileId });
  expect(preview.columns).toMatchObject([
    { name: 'name', samples: ['Nora', '=evil', 'Theo'], guess: 'name', type: 'text', key: 'name' },
    { name: 'email', samples: ['nora@x.example', 'not an address', 'theo@x.example'], guess: 'email' },
    { name: 'country', samples: ['Atlantis', 'GB'], guess: 'country' },
  ]);
  expect(preview.reading).toEqual({ format: 'csv', encoding: 'utf-8', delimiter: ',', headerRow: 1 });
  expect(preview.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, 'unchanged'],
    [3, 'skipped'],
    [4, 'created'],
  ]);
  expect(preview.rows[2]?.fields).toEqual({ givenName: 'Theo', email: 'theo@x.example', country: 'GB' });
  const other = await previewImport(db, who, {
    target: 'contacts',
    fileId,
    map: { country: 'city', email: 'email' },
  });
  expect(other.rows[0]).toMatchObject({
    outcome: 'updated',
    name: 'Nora',
    fields: { city: 'Atlantis' },
    before: { city: '' },
  });
  expect(await db.selectFrom('audience.contacts').select('id').execute()).toHaveLength(1);
});

test('a column may be called whatever programs call their own things', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const fileId = await upload(db, who, 'email,constructor,__proto__,stage\nnora@x.example,1,2,constructor\n');
  const preview = await previewImport(db, who, { target: 'contacts', fileId });
  expect(preview.columns.map(({ guess }) => guess)).toEqual(['email', null, null, 'stage']);
  expect(preview.rows[0]?.problems).toEqual(['The stage "constructor" is not known and was left out.']);
  const content = 'email,constructor,__proto__,stage\nnora@x.example,1,2,constructor\n';
  expect(await imported(db, who, content)).toMatchObject({ state: 'done', result: { created: 1 } });
});

/** A database whose connection is gone when it is read from for this time. */
function failingAtRead(last: number): KyselyPlugin {
  let reads = 0;
  return {
    transformQuery({ node }) {
      if (node.kind === 'SelectQueryNode' && ++reads === last) throw new Error('the connection is gone');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

test('notes that cannot be read to their end leave no file, and the fault is told', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const { id } = await imported(db, who, FAIR);
  const files = () => db.selectFrom('platform.files').select('id').execute();
  const before = await files();
  const failing = db.withPlugin(failingAtRead(2));
  const open = async () => Readable.from([Buffer.from(FAIR)]);
  await expect(
    storeNotes(failing, who, { importId: id, fileName: 'fair.csv', options: {}, open }),
  ).rejects.toThrow('the connection is gone');
  expect(await files()).toEqual(before);
});

test('the history knows who brought what, and offers what was said of a file with the same columns', async ({
  db,
}) => {
  const who = await actor(db, 'marketer');
  const { id } = await imported(db, who, FAIR, { map: { email: 'email' }, update: 'fill_blanks' });
  expect(await findImport(db, who, id)).toMatchObject({
    target: 'contacts',
    fileName: 'fair.csv',
    state: 'done',
    madeBy: who.name,
    counts: { seen: 3, created: 2, skipped: 1 },
    notesFileId: expect.any(String),
    undo: null,
    mayUndo: true,
  });
  expect((await listImports(db, who, { limit: 5 })).items.map((each) => each.id)).toContain(id);
  const fileId = await upload(db, who, 'name,email,country\n');
  const preview = await previewImport(db, who, { target: 'contacts', fileId });
  expect(preview.remembered?.options).toMatchObject({ map: { email: 'email' }, update: 'fill_blanks' });
  const colleague = await actor(db, 'marketer');
  expect((await findImport(db, colleague, id)).mayUndo).toBe(false);
});

test('columns become properties, made with the type their values have, and choices as they come', async ({
  db,
}) => {
  const who = await actor(db, 'admin');
  const lines = Array.from({ length: 1_100 }, (_, i) => {
    const type = i < 600 ? ['Fine', 'Curly'][i % 2] : 'Straight';
    return `p${i}@x.example,${type},${i},2026-0${(i % 9) + 1}-01,${i % 2 ? 'Yes' : 'No'}`;
  });
  const content = `email,Hair type,Visits,Born,Newsletter\n${lines.join('\n')}\n`;
  const fileId = await upload(db, who, content);
  const { columns } = await previewImport(db, who, { target: 'contacts', fileId });
  expect(columns.map(({ type }) => type)).toEqual(['text', 'choice', 'number', 'date', 'yes_no']);
  const properties = Object.fromEntries(
    columns.slice(1).map(({ name, key, type }) => [key, { label: name, type }]),
  );
  const map = {
    email: 'email',
    ...Object.fromEntries(columns.slice(1).map(({ name, key }) => [name, `property:${key}`])),
  };
  const { result } = await imported(db, who, content, { map, properties });
  expect(result).toMatchObject({ created: 1_100, skipped: 0, notesFileId: null });
  const last = await db
    .selectFrom('audience.contacts')
    .select('properties')
    .where('email', '=', 'p1099@x.example')
    .executeTakeFirst();
  expect(last?.properties).toEqual({
    hair_type: 'straight',
    visits: 1_099,
    born: '2026-02-01',
    newsletter: true,
  });
  const declared = await propertiesOf(db, 'contact');
  expect(declared.find(({ key }) => key === 'hair_type')?.choices.map(({ label }) => label)).toEqual([
    'Fine',
    'Curly',
    'Straight',
  ]);
  expect((await imported(db, who, content, { map })).result).toMatchObject({ unchanged: 1_100 });
});

test('companies are found or made, tags keep their spelling, owners are colleagues', async ({ db }) => {
  const who = await actor(db, 'admin');
  await createContact(db, who, { givenName: 'Old', tags: ['VIP'] });
  const content =
    'email,company,tags,owner\na@x.example,Castellan,vip; new,' +
    who.name +
    '\nb@x.example,castellan,,nobody\n';
  const { result } = await imported(db, who, content, { createCompanies: true });
  expect(result).toMatchObject({ created: 2 });
  const people = await db
    .selectFrom('audience.contacts')
    .select(['company_name', 'company_id', 'tags', 'owner_id'])
    .where('email', 'is not', null)
    .orderBy('email')
    .execute();
  expect(people).toEqual([
    { company_name: 'Castellan', company_id: expect.any(String), tags: ['VIP', 'new'], owner_id: who.id },
    { company_name: 'Castellan', company_id: people[0]?.company_id, tags: [], owner_id: null },
  ]);
});

const samples = [
  ['export_formats/hubspot_contacts_export.csv', { created: 2, skipped: 0 }],
  ['export_formats/mailchimp_subscribed_members_export.csv', { created: 2, skipped: 0 }],
  ['export_formats/shopify_customers_export.csv', { created: 2, skipped: 0 }],
  ['contact_imports/atomic_crm_contacts_faker.csv', { created: 500, skipped: 0 }],
  ['contact_imports/dittofeed_users.csv', { created: 5, skipped: 0 }],
  ['contact_imports/dittofeed_missing-headers-users.csv', { created: 5, skipped: 0 }],
] as const;

test.for(samples)('the export %s is understood as it is', async ([path, counts], { db, skip }) => {
  const file = `${sharedData}/10_payloads/${path}`;
  if (!existsSync(file)) skip(`${file} is not here: set TANDEM_SHARED to the folder of shared data`);
  const who = await actor(db, 'admin');
  const operation = await imported(db, who, readFileSync(file), { idSpace: 'other' });
  expect(operation.result).toMatchObject(counts);
});
