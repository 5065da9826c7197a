import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import '../audience.ts';
import { assignContact, editContact } from '../contacts.ts';
import { raiseStage } from '../raise-stage.ts';
import { makeContact } from '../testing.ts';
import { marksOfFields } from './touched.ts';

async function touched(db: Db): Promise<string[]> {
  const rows = await db.deleteFrom('audience.segment_touched').returning('marks').execute();
  return rows.flatMap(({ marks }) => marks).toSorted();
}

test('a change touches only what asks for the fields that changed', async ({ db }) => {
  const { id } = await makeContact(db);
  expect(await touched(db)).toEqual(['*']);
  await editContact(db, system, id, { city: 'York', tags: ['VIP'] });
  expect(await touched(db)).toEqual(['contact:city', 'contact:tags', 'contact:updatedAt']);
  await raiseStage(db, system, [id], 'customer');
  expect(await touched(db)).toEqual(['contact:stage', 'contact:updatedAt']);
  await assignContact(db, system, id, null);
  expect(await touched(db)).toEqual([]);
});

test('what is asked for under another name is touched, too', () => {
  expect(marksOfFields(['familyName'])).toContain('contact:name');
  expect(marksOfFields(['phoneOriginal'])).toContain('contact:phone');
  expect(marksOfFields(['ownerId'])).toContain('contact:owner');
  expect(marksOfFields(['companyId'])).toEqual(
    expect.arrayContaining(['contact:company', 'contact:companyId', 'contact:companyName']),
  );
  expect(marksOfFields(['property:hair_type'])).toContain('contact:property:hair_type');
});
