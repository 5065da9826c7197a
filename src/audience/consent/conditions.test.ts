import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { findSegment } from '../segments/reading.ts';
import { createSegment } from '../segments/segments.ts';
import { all, makeSegment, memberIds, settle } from '../segments/testing.ts';
import { makeContact } from '../testing.ts';
import { recordConsents } from './consents.ts';

const newsletter = (operator: string, ...value: string[]) => ({
  source: 'consent',
  field: 'newsletter:email',
  operator,
  value,
});

function answer(db: Db, contactId: string, state: 'given' | 'withdrawn') {
  const given = { contactId, purpose: 'newsletter', channel: 'email', state, source: 'Form' } as const;
  return recordConsents(db, system, [given]);
}

test('a segment of those who agreed follows every answer, and says so', async ({ db }) => {
  const [yes, silent] = [await makeContact(db), await makeContact(db)];
  await answer(db, yes.id, 'given');
  const agreed = await makeSegment(db, all(newsletter('is', 'given')), 'Readers');
  const open = await makeSegment(db, all(newsletter('is_not', 'given')), 'Others');
  expect(await memberIds(db, agreed.id)).toEqual([yes.id]);
  expect(await memberIds(db, open.id)).toEqual([silent.id]);
  expect((await findSegment(db, agreed.id)).sentence).toBe('Contacts who said yes to Newsletter by e-mail');
  await answer(db, yes.id, 'withdrawn');
  await answer(db, silent.id, 'given');
  await settle(db);
  expect(await memberIds(db, agreed.id)).toEqual([silent.id]);
  expect(await memberIds(db, open.id)).toEqual([yes.id]);
});

test.for([
  [{ ...newsletter('is'), value: [] }, 'Choose what they answered.'],
  [{ ...newsletter('is', 'given'), field: 'nothing:email' }, 'Nobody is asked for this.'],
] as const)('what cannot be asked is refused: %s', async ([condition, problem], { db }) => {
  const made = createSegment(db, system, { name: 'X', kind: 'live', tree: all(condition) });
  await expect(made).rejects.toMatchObject({ fields: [{ message: problem }] });
});
