import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { copyLine, copyTransaction } from './copy.ts';
import { freshDatabase } from './testing/testing.ts';

const TABLE = 'create table odd (id int primary key, words text, tags text[], even boolean)';

test('what is copied arrives as it was, whatever stands in it', async () => {
  const fresh = await freshDatabase();
  await sql.raw(TABLE).execute(fresh.db);
  const words = ['plain', 'tab\tand\nline', 'back\\slash', '\\N', 'Żółć “quoted”', ''];
  const lines = words.map((text, id) => copyLine([id, text, '{"a b",c}', id % 2 === 0]));
  const count = await copyTransaction(fresh.pool, (_trx, copyIn) =>
    copyIn('odd', ['id', 'words', 'tags', 'even'], [...lines, copyLine([99, null, null, null])]),
  );
  expect(count).toBe(7);
  const { rows } = await sql<{
    words: string | null;
    tags: string[] | null;
  }>`select * from odd order by id`.execute(fresh.db);
  expect(rows.map((row) => row.words)).toEqual([...words, null]);
  expect(rows[0]?.tags).toEqual(['a b', 'c']);
  await fresh.close();
});

test('one transaction: a row that cannot be stored takes everything with it, and the pool goes on', async () => {
  const fresh = await freshDatabase();
  await sql.raw(TABLE).execute(fresh.db);
  const copying = copyTransaction(fresh.pool, async (trx, copyIn) => {
    await sql`insert into odd (id) values (1)`.execute(trx);
    await copyIn('odd', ['id'], [copyLine([2]), copyLine([2])]);
  });
  await expect(copying).rejects.toThrow('duplicate key');
  const many = Array.from({ length: 20_000 }, (_, id) => copyLine([id + 10, 'x'.repeat(50)]));
  await copyTransaction(fresh.pool, (_trx, copyIn) => copyIn('odd', ['id', 'words'], many));
  const { rows } = await sql<{ count: number }>`select count(*) as count from odd`.execute(fresh.db);
  expect(rows[0]?.count).toBe(20_000);
  await fresh.close();
});
