import { expect } from 'vitest';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { test } from '../platform/testing/testing.ts';
import { record } from './record.ts';
import { makeSource, pageView } from './testing.ts';

test('somebody is known since the first touch, however late it is told of, and never since a time to come', async ({
  db,
}) => {
  const source = await makeSource(db);
  const ahead = new Date(now().getTime() + 3_600_000);
  await record(db, system, source, [
    pageView({ at: '2015-05-18T12:00:00Z' }),
    pageView({ at: '2015-05-17T12:00:00Z' }),
    pageView({ person: { anonymousId: 'browser-2' }, occurredAt: ahead }),
    pageView({ person: { anonymousId: 'browser-1', email: 'nora@x.example' }, at: '2015-05-19T12:00:00Z' }),
  ]);
  await record(db, system, source, [pageView({ at: '2014-01-01T12:00:00Z' })]);
  const people = await db.selectFrom('audience.contacts').selectAll().orderBy('created_at').execute();
  const [nora, other] = people;
  expect(nora).toMatchObject({ stage: 'lead', created_at: new Date('2015-05-17T12:00:00Z') });
  expect(nora?.updated_at.getTime()).toBeGreaterThan(ahead.getTime() - 4_000_000);
  expect(other?.created_at.getTime()).toBeLessThanOrEqual(now().getTime());
  const moves = db.selectFrom('audience.stage_moves').select(['to_stage', 'moved_at']);
  expect(await moves.where('contact_id', '=', nora?.id ?? '').execute()).toEqual([
    { to_stage: 'lead', moved_at: new Date('2015-05-17T12:00:00Z') },
  ]);
});
