import { sql } from 'kysely';
import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { storeFile } from '../../platform/files.ts';
import { newId } from '../../platform/ids.ts';
import type { JobContext } from '../../platform/jobs.ts';
import { createLog } from '../../platform/log.ts';
import { test } from '../../platform/testing/testing.ts';
import '../audience.ts';
import { makeContact } from '../testing.ts';
import { eraseContact, listErasures } from './erasures.ts';
import { lookThroughFiles } from './files.ts';

const SECRET = 'quarry lantern';

async function keep(db: Db, content: string | Buffer): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000);
  const stream = (async function* bytes() {
    yield Buffer.from(content);
  })();
  return (await storeFile(db, system, { name: 'people.csv', mediaType: 'text/csv', stream, expiresAt })).id;
}

/** Takes the searches that wait, as a worker would. */
async function search(db: Db): Promise<void> {
  const { rows } = await sql<{ payload: Parameters<typeof lookThroughFiles>[0] }>`
    with taken as (
      delete from graphile_worker._private_jobs where task_id = (
        select id from graphile_worker._private_tasks where identifier = 'audience.lookThroughFiles')
      returning payload, id)
    select payload from taken order by id`.execute(db);
  const context: JobContext = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
  for (const { payload } of rows) await lookThroughFiles(payload, context);
}

async function kept(db: Db): Promise<string[]> {
  return (await db.selectFrom('platform.files').select('id').orderBy('id').execute()).map(({ id }) => id);
}

test('files that name whom was erased go, whatever their encoding; others stay, and the receipt says so', async ({
  db,
}) => {
  const person = await makeContact(db, { email: 'Quentin@gone.example', phone: '+44 113 496 0182' });
  const naming = [
    await keep(db, 'name,email\r\nQ,QUENTIN@gone.example\r\n'),
    await keep(db, Buffer.from('mail\tname\nquentin@gone.example\tQ\n', 'utf16le')),
    await keep(db, 'phone\n(0113) 496-0182\n'),
    // Cut by the end of a chunk.
    await keep(db, `${'x'.repeat(1_048_570)},quentin@gone.example,`),
  ];
  const others = [await keep(db, 'name,email\nP,not.quentin@gone.example\n'), await keep(db, '')];
  await eraseContact(db, system, SECRET, { contactId: person.id, reason: 'Asked' });
  const receipt = async () => (await listErasures(db, SECRET, { limit: 1 })).items[0];
  expect(await receipt()).toMatchObject({ remains: { files: 6 } });
  await search(db);
  expect(await kept(db)).toEqual(others);
  expect(await receipt()).toMatchObject({
    counts: { 'Uploaded and exported files': naming.length },
    remains: { files: 0, until: null },
  });
});

test('who has no address is found by the id of another program, and by their name only without one', async ({
  db,
}) => {
  const known = await makeContact(db, { givenName: 'Zoë', familyName: 'Quill' });
  await sql`insert into audience.identities (contact_id, kind, value, created_at)
    select ${known.id}::uuid, 'user', value, now() from unnest(array['main:C-10042', 'main:42']) as value`.execute(
    db,
  );
  const nameless = await makeContact(db, { givenName: 'Renée', familyName: 'Okafor' });
  const naming = [
    await keep(db, 'id;name\n"c-10042";Z\n'),
    await keep(db, 'first;last;city\nRenée;Okafor;Lyon\n'),
    await keep(db, Buffer.from('name\trenée okafor\n', 'latin1')),
    await keep(db, '[{"name":"Renée Okafor"}]'),
  ];
  const others = [await keep(db, 'id,age\nC-100421,42\n'), await keep(db, 'name\nZoë Quill\n')];
  expect(await kept(db)).toHaveLength(naming.length + others.length);
  await eraseContact(db, system, SECRET, { contactId: known.id, reason: 'Asked' });
  await eraseContact(db, system, SECRET, { contactId: nameless.id, reason: 'Asked' });
  await search(db);
  expect(await kept(db)).toEqual(others);
});

test('a file that an import is reading is looked at when it is over', async ({ db }) => {
  const person = await makeContact(db, { email: 'quentin@gone.example' });
  const fileId = await keep(db, 'quentin@gone.example');
  const id = newId();
  await sql`insert into audience.imports (id, target, file_name, file_id, columns_key, options, made_by_kind, made_by_name, started_at)
    values (${id}, 'contacts', 'people.csv', ${fileId}, '', '{}', 'system', 'Tandem', now())`.execute(db);
  await sql`insert into platform.operations (id, kind, title, state, started_by_kind, started_by_name,
    started_by_role) values (${id}, 'contacts.import', 'Import', 'running', 'system', 'Tandem', 'owner')`.execute(
    db,
  );
  await eraseContact(db, system, SECRET, { contactId: person.id, reason: 'Asked' });
  await search(db);
  expect(await kept(db)).toEqual([fileId]);
  await db.updateTable('platform.operations').set({ state: 'done' }).where('id', '=', id).execute();
  await search(db);
  expect(await kept(db)).toEqual([]);
});
