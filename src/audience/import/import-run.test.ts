import { parse } from 'csv-parse/sync';
import type { KyselyPlugin } from 'kysely';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { readFile, storeFile } from '../../platform/files.ts';
import { createLog } from '../../platform/log.ts';
import { cancelOperation, getOperation } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import type { NewImport } from '../contract.ts';
import { jobs } from '../jobs.ts';
import { startImport } from './import-run.ts';
import { storeNotes } from './notes.ts';
import { previewImport } from './preview.ts';

async function upload(db: Db, who: Actor, content: string | Buffer, name = 'fair.csv'): Promise<string> {
  const stream = (async function* () {
    yield Buffer.from(content);
  })();
  return (await storeFile(db, who, { name, mediaType: 'text/csv', stream })).id;
}

/** Starts an import and does its work as the worker does. */
async function imported(db: Db, who: Actor, input: NewImport) {
  const { id: operationId } = await startImport(db, who, input);
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 2 };
  await jobs()['audience.importContacts']?.({ ...input, operationId }, context);
  return getOperation(db, operationId);
}

const FAIR =
  'name,email,country\nNora,nora@x.example,Atlantis\n=evil,not an address,\nTheo,theo@x.example,GB\n';

test('an import in the background ends in counts and a file of the rows to look at', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const operation = await imported(db, who, { fileId: await upload(db, who, FAIR) });
  expect(operation).toMatchObject({ state: 'done', done: 3, total: 3, title: 'Import of fair.csv' });
  const { notesFileId, ...counts } = operation.result ?? {};
  expect(counts).toEqual({ seen: 3, created: 2, updated: 0, unchanged: 0, skipped: 1 });
  const notes = parse(await text(await readFile(db, String(notesFileId))), { bom: true });
  expect(notes).toEqual([
    ['row', 'outcome', 'reason'],
    ['2', 'created', 'The country "Atlantis" is not known and was left out.'],
    ['3', 'skipped', '"not an address" is not an e-mail address.'],
  ]);
  const events = db.selectFrom('platform.events').select('payload').where('name', '=', 'contact.created');
  expect(await events.execute()).toEqual(
    expect.arrayContaining([{ payload: { name: 'Theo', source: 'unknown', importId: operation.id } }]),
  );
});

test('a file that breaks off keeps what came before, and says where', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const fileId = await upload(db, who, 'name,email\nNora,nora@x.example\n"Theo,theo@x.example\n');
  const operation = await imported(db, who, { fileId });
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
  await expect(startImport(db, who, { fileId: picture })).rejects.toThrow('not UTF-8');
  const fileId = await upload(db, who, FAIR);
  await expect(startImport(db, who, { fileId, map: { nmae: 'name' } })).rejects.toThrow('no column "nmae"');
  await expect(startImport(db, await actor(db, 'marketer'), { fileId })).rejects.toThrow(NotFound);
});

test('an import that is cancelled while it waits does nothing', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const fileId = await upload(db, who, FAIR);
  const { id: operationId } = await startImport(db, who, { fileId });
  await cancelOperation(db, who, operationId);
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 2 };
  await jobs()['audience.importContacts']?.({ fileId, operationId }, context);
  expect(await db.selectFrom('audience.contacts').select('id').execute()).toEqual([]);
});

test('a preview shows what the first rows would become, and writes nothing', async ({ db }) => {
  const who = await actor(db, 'marketer');
  await imported(db, who, { fileId: await upload(db, who, 'name,email\nNora,nora@x.example\n') });
  const fileId = await upload(db, who, FAIR);
  const preview = await previewImport(db, who, { fileId });
  expect(preview.columns).toEqual([
    { name: 'name', samples: ['Nora', '=evil', 'Theo'], guess: 'name' },
    { name: 'email', samples: ['nora@x.example', 'not an address', 'theo@x.example'], guess: 'email' },
    { name: 'country', samples: ['Atlantis', 'GB'], guess: 'country' },
  ]);
  expect(preview.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, 'unchanged'],
    [3, 'skipped'],
    [4, 'created'],
  ]);
  expect(preview.rows[2]?.fields).toMatchObject({ givenName: 'Theo', country: 'GB', familyName: null });
  const other = await previewImport(db, who, { fileId, map: { country: 'city', email: 'email' } });
  expect(other.rows[0]).toMatchObject({ outcome: 'updated', fields: { city: 'Atlantis' } });
  expect(await db.selectFrom('audience.contacts').select('id').execute()).toHaveLength(1);
});

test('a column may be called whatever programs call their own things', async ({ db }) => {
  const who = await actor(db, 'marketer');
  const fileId = await upload(db, who, 'email,constructor,__proto__,stage\nnora@x.example,1,2,constructor\n');
  const preview = await previewImport(db, who, { fileId });
  expect(preview.columns.map(({ guess }) => guess)).toEqual(['email', null, null, 'stage']);
  expect(preview.rows[0]?.problems).toEqual(['The stage "constructor" is not known and was left out.']);
  expect(await imported(db, who, { fileId })).toMatchObject({ state: 'done', result: { created: 1 } });
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
  const { id } = await imported(db, who, { fileId: await upload(db, who, FAIR) });
  const files = () => db.selectFrom('platform.files').select('id').execute();
  const before = await files();
  const failing = db.withPlugin(failingAtRead(2));
  await expect(storeNotes(failing, who, id, 'fair.csv')).rejects.toThrow('the connection is gone');
  expect(await files()).toEqual(before);
});

const shared = process.env['TANDEM_SHARED'] ?? new URL('../../../../shared', import.meta.url).pathname;
const samples = [
  ['export_formats/hubspot_contacts_export.csv', { created: 2, skipped: 0 }],
  ['export_formats/mailchimp_subscribed_members_export.csv', { created: 2, skipped: 0 }],
  ['export_formats/shopify_customers_export.csv', { created: 2, skipped: 0 }],
  ['contact_imports/atomic_crm_contacts_faker.csv', { created: 500, skipped: 0 }],
  ['contact_imports/dittofeed_users.csv', { created: 5, skipped: 0 }],
] as const;

test.for(samples)('the export %s is understood as it is', async ([path, counts], { db, skip }) => {
  const file = `${shared}/data/10_payloads/${path}`;
  if (!existsSync(file)) skip(`${file} is not here: set TANDEM_SHARED to the folder of shared data`);
  const who = await actor(db, 'admin');
  const operation = await imported(db, who, { fileId: await upload(db, who, readFileSync(file)) });
  expect(operation.result).toMatchObject(counts);
});
