import { expect, test } from 'vitest';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { freshDatabase } from '../../platform/testing/testing.ts';
import { setUp, setUpLink } from '../auth/set-up.ts';
import { actor, PASSWORD, testHouse } from '../testing.ts';
import { acceptInvitation, invite } from './invitations.ts';
import { changePerson } from './people.ts';

const publicUrl = 'http://localhost:4000';
const reasonsOf = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as Error);
const tokenOf = (link: string | null) => new URL(link ?? '').searchParams.get('token') ?? '';

test('what may happen once happens once, however many try at the same moment', async () => {
  const { db, close } = await freshDatabase();
  try {
    const token = tokenOf(await setUpLink(db, publicUrl));
    const input = {
      workspaceName: 'Hallow',
      name: 'Ada',
      email: 'ada@hallow-reed.example',
      password: PASSWORD,
      timeZone: 'UTC',
    };
    const setUps = await Promise.allSettled(
      [1, 2, 3].map((n) => setUp(db, token, { ...input, email: `${n}@hallow-reed.example` })),
    );
    expect(reasonsOf(setUps)).toEqual([expect.any(NotFound), expect.any(NotFound)]);

    const admin = await actor(db, 'admin');
    const invited = await invite(
      db,
      admin,
      { email: 'nora@castellan.example', role: 'rep', teamIds: [] },
      testHouse(db).settings,
    );
    const joining = { name: 'Nora', password: PASSWORD, timeZone: 'UTC' };
    const joins = await Promise.allSettled(
      [1, 2].map(() => acceptInvitation(db, tokenOf(invited.link), joining)),
    );
    expect(reasonsOf(joins)).toEqual([expect.any(NotFound)]);

    await db.updateTable('workspace.users').set({ role: 'admin' }).execute();
    const [one, two] = [await actor(db, 'owner'), await actor(db, 'owner')];
    const steps = await Promise.allSettled([
      changePerson(db, one, two.id, { role: 'admin' }),
      changePerson(db, two, one.id, { active: false }),
    ]);
    expect(reasonsOf(steps)).toEqual([expect.any(Conflict)]);
    const owners = db
      .selectFrom('workspace.users')
      .select('id')
      .where('role', '=', 'owner')
      .where('deactivated_at', 'is', null);
    expect(await owners.execute()).toHaveLength(1);
  } finally {
    await close();
  }
});
