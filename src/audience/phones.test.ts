import { expect } from 'vitest';
import { system } from '../platform/actor.ts';
import { test } from '../platform/testing/testing.ts';
import { deleteContact } from './contacts.ts';
import { contactsByPhone } from './phones.ts';
import { makeContact } from './testing.ts';

test('a number leads to whoever has it; a shared one says that it is several', async ({ db }) => {
  const nora = await makeContact(db, { phone: '+44 113 496 0182' });
  for (let i = 0; i < 3; i++) await makeContact(db, { phone: '+44 113 496 0183' });
  const gone = await makeContact(db, { phone: '+44 113 496 0184' });
  await deleteContact(db, system, gone.id);
  const found = await contactsByPhone(db, [
    '+441134960182',
    '+441134960183',
    '+441134960184',
    '+441134960182',
  ]);
  expect(found.size).toBe(2);
  expect(found.get('+441134960183')).toHaveLength(2);
  expect(found.get('+441134960182')).toEqual([nora.id]);
  expect(await contactsByPhone(db, [])).toEqual(new Map());
});
