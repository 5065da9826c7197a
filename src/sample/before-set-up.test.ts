import { expect, test } from 'vitest';
import '../rooms.ts';
import { freshDatabase } from '../platform/testing/testing.ts';
import { setUpLink, setUpOwner } from '../workspace/workspace.ts';
import { loadSmall } from './testing.ts';

test('loaded before the first visit, it leaves the way in open, and its colleagues join the teams', async () => {
  const fresh = await freshDatabase();
  try {
    await loadSmall(fresh);
    expect(await setUpLink(fresh.db, 'http://localhost:4000')).toContain('/set-up?token=');
    await setUpOwner(fresh.db, { email: 'ada@hallow-reed.example', password: 'from-the-environment' });
    expect(await setUpLink(fresh.db, 'http://localhost:4000')).toBeNull();
    const members = await fresh.db
      .selectFrom('workspace.team_members as m')
      .innerJoin('workspace.teams as t', 't.id', 'm.team_id')
      .innerJoin('workspace.users as u', 'u.id', 'm.user_id')
      .select(['t.name as team', 'u.name'])
      .orderBy('u.name')
      .execute();
    expect(members).toContainEqual({ team: 'Sales', name: 'Hanna Brandt' });
    expect(members).toContainEqual({ team: 'Marketing', name: 'Priya Nair' });
  } finally {
    await fresh.close();
  }
});
