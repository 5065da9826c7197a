import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { describeSchema } from './schema.ts';
import { freshDatabase, test } from './testing/testing.ts';

const file = new URL('../../schema.sql', import.meta.url);

test('schema.sql shows the database as the migrations leave it', async () => {
  const fresh = await freshDatabase();
  const schema = await describeSchema(fresh.pool);
  await fresh.close();
  if (process.env['UPDATE_SCHEMA']) await writeFile(file, schema);
  expect(schema, 'Run `npm run schema` and commit schema.sql.').toBe(await readFile(file, 'utf8'));
});
