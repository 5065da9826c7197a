import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { assignCompany } from './companies.ts';
import { companyNotices } from './notices.ts';
import { makeCompany } from './testing.ts';

test('whoever is given a company is told, with the way to it', async ({ db }) => {
  const rep = await actor(db, 'rep');
  const manager = await actor(db, 'sales_manager');
  const { id } = await makeCompany(db, { ownerId: rep.id }, manager);
  await assignCompany(db, manager, id, null);
  await assignCompany(db, manager, id, rep.id);
  const events = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
  const told = companyNotices.map(({ on, tell }) => {
    return tell(
      db,
      events.filter(({ name }) => name === on),
    );
  });
  const all = (await Promise.all(told)).flat();
  expect(all.map(({ userId, title, path }) => [userId, title, path])).toEqual(
    [1, 2].map(() => [rep.id, 'Hallow & Reed is yours now', `/companies/${id}`]),
  );
});
