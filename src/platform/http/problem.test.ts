import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../db.ts';
import { transaction } from '../db.ts';
import { test } from '../testing/testing.ts';
import { toProblem } from './problem.ts';

/** What somebody is answered whose request ends in this error of the database. */
async function problemOf(db: Db, statement: ReturnType<typeof sql>) {
  const error: unknown = await transaction(db, (trx) => statement.execute(trx)).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return toProblem(error, 'id');
}

test('a value the database cannot take is the request’s mistake, and its own words stay inside', async ({
  db,
}) => {
  const unusable = [
    sql`select ${'no uuid'}::uuid`,
    sql`select ${'no date'}::timestamptz`,
    sql`select ${'12x'}::bigint`,
    sql`select ${'9'.repeat(30)}::bigint`,
    sql`select ${'a\0b'}::text`,
    sql`select ${'{"a":"\\u0000"}'}::jsonb`,
    sql`select timestamptz '2026-01-01' - ${'9999 years'}::interval`,
  ];
  for (const statement of unusable) {
    const { status, detail } = await problemOf(db, statement);
    expect({ status, detail }).toEqual({
      status: 422,
      detail: expect.stringContaining('A value in this request cannot be used'),
    });
  }
});

test('a mistake of ours stays one', async ({ db }) => {
  expect(await problemOf(db, sql`select * from nowhere`)).toMatchObject({ status: 500 });
  expect(toProblem(Object.assign(new Error('x'), { code: '22P02' }), 'id')).toMatchObject({ status: 500 });
});
