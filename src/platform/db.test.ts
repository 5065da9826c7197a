import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from './db.ts';
import { freshDatabase, type FreshDatabase } from './testing/testing.ts';

let house: FreshDatabase;

beforeAll(async () => {
  house = await freshDatabase();
  await sql`create table public.places (id int primary key, visits int not null default 0)`.execute(house.db);
  await sql`insert into public.places (id) values (1), (2)`.execute(house.db);
});
afterAll(() => house.close());

/** As PostgreSQL says it. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function runs(code: string): Promise<number> {
  let count = 0;
  const work = transaction(house.db, async () => {
    count++;
    throw refusal(code);
  });
  await expect(work).rejects.toThrow(code);
  return count;
}

describe('a transaction', () => {
  test('that PostgreSQL ended because two waited for each other is done again: both are there, once', async () => {
    const met = Promise.withResolvers<void>();
    let here = 0;
    const visit = (order: number[]) =>
      transaction(house.db, async (trx) => {
        await sql`set local deadlock_timeout = '50ms'`.execute(trx);
        for (const id of order) {
          await sql`update public.places set visits = visits + 1 where id = ${id}`.execute(trx);
          if (++here === 2) met.resolve();
          await met.promise;
        }
      });
    await Promise.all([visit([1, 2]), visit([2, 1])]);
    const { rows } = await sql<{ visits: number }>`select visits from public.places`.execute(house.db);
    expect(rows).toEqual([{ visits: 2 }, { visits: 2 }]);
  });

  test('is given up after a few times, and never repeated for what is no such thing', async () => {
    expect(await runs('40P01')).toBe(4);
    expect(await runs('40001')).toBe(4);
    expect(await runs('23505')).toBe(1);
  });

  test('within another one is not repeated by itself: the whole is', async () => {
    let [outer, inner] = [0, 0];
    await transaction(house.db, async (trx) => {
      outer++;
      await transaction(trx, async () => {
        if (++inner === 1) throw refusal('40P01');
      });
    });
    expect([outer, inner]).toEqual([2, 2]);
  });
});
