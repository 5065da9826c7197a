import { sql } from 'kysely';
import { expect } from 'vitest';
import { system } from '../platform/actor.ts';
import { newId } from '../platform/ids.ts';
import { tell } from '../platform/listeners.ts';
import { test } from '../platform/testing/testing.ts';

test('a real company that was merged into one of the sample does not go with it', async ({ db }) => {
  const merge = { mergeId: newId(), keptId: newId(), goneId: newId() };
  await sql`insert into sample.brought (kind, name, id) values ('company', 'salon-1', ${merge.keptId})`.execute(
    db,
  );
  const kindOf = async () => (await sql`select kind from sample.brought`.execute(db)).rows;
  await tell(db, system, 'companies.merged', merge);
  expect(await kindOf()).toEqual([{ kind: 'company with a real one' }]);
  await tell(db, system, 'companies.unmerged', merge);
  expect(await kindOf()).toEqual([{ kind: 'company' }]);
});
