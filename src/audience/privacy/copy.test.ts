import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { readFile } from '../../platform/files.ts';
import { test } from '../../platform/testing/testing.ts';
import '../audience.ts';
import { makeContact } from '../testing.ts';
import { mergeContacts } from '../merge/merges.ts';
import { unmergeContacts } from '../merge/unmerges.ts';
import { runCopy } from './copy.ts';
import { runOf } from './testing.ts';

async function copyOf(db: Db, contactId: string, format: 'html' | 'json'): Promise<string> {
  const { result } = await runCopy({ contactId, format, operationId: '' }, runOf(db));
  return text(await readFile(db, String(result?.['fileId'])));
}

test('a copy for programs has every heading with its rows', async ({ db }) => {
  const { id } = await makeContact(db, { email: 'nora@castellan.example', jobTitle: 'Buyer' });
  const copy: unknown = JSON.parse(await copyOf(db, id, 'json'));
  expect(copy).toMatchObject({
    'About the person': [{ 'Given name': 'Nora', 'E-mail': 'nora@castellan.example', 'Job title': 'Buyer' }],
    'Recognised by': [{ Kind: 'email', Value: 'nora@castellan.example' }],
    Stages: [{ From: null, To: 'lead' }],
    Consent: [],
  });
});

test('a copy to read says the same, and what somebody wrote stays text', async ({ db }) => {
  const { id } = await makeContact(db, { jobTitle: '<script>alert(1)</script>' });
  const copy = await copyOf(db, id, 'html');
  expect(copy).toContain('<h2>About the person</h2>');
  expect(copy).toContain('<td>Castellan</td>');
  expect(copy).toContain('&lt;script&gt;');
  expect(copy).not.toContain('<script>');
});

test('a copy has what the person was before a merge, and nothing of somebody they are not', async ({
  db,
}) => {
  const nora = await makeContact(db, { city: 'Leeds' });
  const inner = await makeContact(db, { email: 'inner@castellan.example' });
  const outer = await makeContact(db, { email: 'outer@castellan.example' });
  await mergeContacts(db, system, { keptId: outer.id, goneId: inner.id });
  await mergeContacts(db, system, { keptId: nora.id, goneId: outer.id });
  const stranger = await makeContact(db, { email: 'stranger@gone.example', jobTitle: 'Welder' });
  const { id } = await mergeContacts(db, system, { keptId: nora.id, goneId: stranger.id });
  await unmergeContacts(db, system, id);
  const copy = await copyOf(db, nora.id, 'json');
  expect(JSON.parse(copy)).toMatchObject({
    'Records merged into this one': [
      { 'As it was': { email: 'inner@castellan.example' } },
      { 'As it was': { email: 'outer@castellan.example' } },
    ],
  });
  expect(copy).not.toMatch(/stranger@gone|Welder/);
});
