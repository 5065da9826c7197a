import { afterEach, expect } from 'vitest';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { sendMail } from '../platform/mail.ts';
import { endOperation, getOperation, startOperation } from '../platform/operations.ts';
import { test } from '../platform/testing/testing.ts';
import { housekeepingJobs, tidy } from './housekeeping.ts';
import { actor } from './testing.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'test.tidied': { operationId: string };
  }
}

afterEach(releaseClock);

test('forgets what nobody asks for any more, and keeps what somebody might', async ({ db }) => {
  freezeClock(new Date('2026-01-01T00:00:00Z'));
  const who = await actor(db, 'rep');
  const start = () => startOperation(db, who, { kind: 'x', title: 'X', job: 'test.tidied', payload: {} });
  const [ended, open] = [await start(), await start()];
  await endOperation(db, await getOperation(db, ended), { state: 'done' });
  const note = { user_id: who.id, kind: 'x', title: 'X', created_at: new Date('2026-01-01') };
  const [read, unread] = [newId(), newId()];
  await db
    .insertInto('workspace.notifications')
    .values([
      { ...note, id: read, event_id: newId(), read_at: new Date('2026-01-02') },
      { ...note, id: unread, event_id: newId(), read_at: null },
    ])
    .execute();
  const mail = await sendMail(
    db,
    {
      to: 'a@b.example',
      subject: 'X',
      template: 'letter',
      values: { heading: 'X', paragraphs: [] },
      messageClass: 'transactional',
    },
    'a secret that only tests know, long enough',
  );
  const events = await db.selectFrom('platform.events').select('id').orderBy('position').execute();

  freezeClock(new Date('2026-01-25T00:00:00Z'));
  await tidy(db);
  expect(await db.selectFrom('platform.operations').select('id').execute()).toHaveLength(2);

  freezeClock(new Date('2026-09-01T00:00:00Z'));
  await tidy(db);
  expect(await db.selectFrom('platform.operations').select('id').execute()).toEqual([{ id: open }]);
  expect(await db.selectFrom('workspace.notifications').select('id').execute()).toEqual([{ id: unread }]);
  const kept = await db
    .selectFrom('platform.mails')
    .select('sealed_values')
    .where('id', '=', mail)
    .executeTakeFirst();
  expect(kept).toEqual({ sealed_values: null });
  expect(await db.selectFrom('platform.events').select('id').orderBy('position').execute()).toEqual(events);
});

test('both are jobs that schedules can call', () => {
  expect(Object.keys(housekeepingJobs)).toEqual(['workspace.tidy', 'workspace.failLostOperations']);
});
