import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { clockJobs, workingTimesWatched } from './jobs.ts';
import { clockNotices } from './notices.ts';
import { agree, clockOf, firstResponse, handedOff } from './testing.ts';

const at = (text: string) => new Date(text);

beforeEach(() => freezeClock(at('2026-11-23T10:00:00Z')));
afterEach(releaseClock);

test('a change of hours, zone or holidays has the clocks computed anew, one of a name does not', async ({
  db,
}) => {
  await agree(db, [firstResponse()]);
  const [rep, idle] = [await actor(db, 'rep'), await actor(db, 'rep')];
  const id = await handedOff(db, { repId: rep.id });
  const zone = { timeZone: { from: null, to: 'America/New_York' } };
  await workingTimesWatched.handle(db, [
    event('person.updated', rep.id, { changes: { name: { from: 'A', to: 'B' } } }),
    event('person.updated', idle.id, { changes: zone }),
  ]);
  expect(await jobs(db)).toEqual([]);
  await workingTimesWatched.handle(db, [event('person.updated', rep.id, { changes: zone })]);
  await workingTimesWatched.handle(db, [event('holiday.added', newId())]);
  expect(await jobs(db)).toEqual([{ repIds: [rep.id] }, { repIds: null }]);
  await db
    .updateTable('workspace.users')
    .set({ time_zone: 'America/New_York' })
    .where('id', '=', rep.id)
    .execute();
  const context = { db, log: pino({ level: 'silent' }), attempt: 1, maxAttempts: 1 };
  await clockJobs['handoff.resetClocks']?.({ repIds: null }, context);
  expect((await clockOf(db, id)).due_at).toEqual(at('2026-11-23T15:00:00Z'));
});

test('the rep is told of a miss, the managers of sales when it goes on', async ({ db }) => {
  await agree(db, [firstResponse()]);
  const [rep, manager] = [await actor(db, 'rep'), await actor(db, 'sales_manager')];
  const handoffId = await handedOff(db, { repId: rep.id });
  const { contact_id: contactId } = await db
    .selectFrom('handoff.handoffs')
    .select('contact_id')
    .where('id', '=', handoffId)
    .executeTakeFirstOrThrow();
  const payload = { contactId, repId: rep.id, words: 'First response' };
  const told = async (on: string) =>
    (
      await clockNotices.find((notice) => notice.on === on)?.tell(db, [event(on, handoffId, { payload })])
    )?.map(({ userId, title }) => ({ userId, title }));
  expect(await told('promise.missed')).toEqual([
    { userId: rep.id, title: 'First response for Anna Weber is overdue' },
  ]);
  expect(await told('promise.escalated')).toEqual([
    { userId: manager.id, title: 'First response for Anna Weber was missed' },
  ]);
});

function event(name: string, subjectId: string, more: Partial<StoredEvent> = {}): StoredEvent {
  return {
    position: 1,
    id: newId(),
    name,
    subject_kind: 'person',
    subject_id: subjectId,
    actor_kind: 'system',
    actor_id: null,
    actor_name: 'Tandem',
    changes: {},
    payload: {},
    occurred_at: at('2026-11-23T10:00:00Z'),
    ...more,
  };
}

async function jobs(db: Db): Promise<unknown[]> {
  const { rows } = await sql<{ payload: unknown }>`
    select j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'handoff.resetClocks' order by j.id`.execute(db);
  return rows.map(({ payload }) => payload);
}
