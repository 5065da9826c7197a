import { expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';
import { countAttempt } from './attempts.ts';
import { forgetExpired } from './jobs.ts';
import { setUpLink } from './set-up.ts';

test('what has expired is forgotten, what has not stays', async ({ db }) => {
  await setUpLink(db, 'http://localhost:4000');
  await countAttempt(db, [{ key: 'a door', max: 1, minutes: 5 }]);
  const who = await actor(db, 'rep');
  await signIn(await testApp(testHouse(db)), who);
  const counts = async () => [
    (await db.selectFrom('workspace.sessions').selectAll().execute()).length,
    (await db.selectFrom('workspace.links').selectAll().execute()).length,
    (await db.selectFrom('workspace.attempts').selectAll().execute()).length,
  ];
  await forgetExpired(db);
  expect(await counts()).toEqual([1, 1, 1]);
  freezeClock(new Date(Date.now() + 25 * 3_600_000));
  try {
    await forgetExpired(db);
    expect(await counts()).toEqual([0, 0, 0]);
  } finally {
    releaseClock();
  }
});
