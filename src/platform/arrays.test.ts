import fc from 'fast-check';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { jsonTexts, plainArray, sparseArray, textArray } from './arrays.ts';
import { test } from './testing/testing.ts';

test('whatever text is in them, PostgreSQL reads the same array', async ({ db }) => {
  // U+0000 is no text of PostgreSQL's, and half a character none of anybody's.
  const text = fc.string({ unit: 'binary' }).map((each) => each.toWellFormed().replaceAll('\0', ''));
  const special = fc.constantFrom('', 'NULL', 'null', '{}', '"', '\\', ',', ' a ', '\n', '{"a":"b\\"c"}');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.oneof(text, special))), async (values) => {
      const { rows } = await sql<{ read: unknown }>`
        select to_jsonb(${textArray(values)}::text[]) as read`.execute(db);
      expect(rows).toEqual([{ read: values }]);
    }),
    { numRuns: 100 },
  );
});

test('numbers and ids go without quotes; what is all null is not sent', async ({ db }) => {
  const { rows } = await sql`select to_jsonb(${plainArray([1, null, 3])}::bigint[]) as numbers`.execute(db);
  expect(rows).toEqual([{ numbers: [1, null, 3] }]);
  expect(sparseArray([null, null], textArray)).toBeNull();
  expect(sparseArray([null, 'a'], textArray)).toBe('{NULL,"a"}');
});

test('JSON goes in one text, whatever signs are in it', async ({ db }) => {
  const values = [{ a: '\x1e", \\ \n' }, {}, [1, null], 'x'];
  const texts = jsonTexts(values.map((each) => JSON.stringify(each)));
  const { rows } = await sql`select to_jsonb(string_to_array(${texts}, e'\\x1e')::jsonb[]) as read`.execute(
    db,
  );
  expect(rows).toEqual([{ read: values }]);
});
