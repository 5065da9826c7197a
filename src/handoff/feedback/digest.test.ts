import { afterEach, describe, expect } from 'vitest';
import { sql } from 'kysely';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { bodyOf } from '../../platform/mail.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { actor, eventNames, testHouse, type TestActor } from '../../workspace/testing.ts';
import { notificationTeller } from '../../workspace/workspace.ts';
import { makeContact } from '../../audience/testing.ts';
import { makeLead } from '../tension/testing.ts';
import { sendDigest } from './digest.ts';
import { editFollowUp, makeFollowUp } from './follow-ups.ts';
import { writeNote } from './notes.ts';
import { feedbackNotices } from './notices.ts';
import { makeTheme } from './themes.ts';

const LAST_WEEK = new Date('2026-11-18T10:00:00Z');
const MONDAY = new Date('2026-11-23T07:05:00Z');

afterEach(releaseClock);

/** A week with a note, a verdict, a theme and what came of it; two people to read of it. */
async function aWeek(db: Db): Promise<[TestActor, TestActor]> {
  freezeClock(LAST_WEEK);
  const [one, other] = [await actor(db, 'marketing_manager'), await actor(db, 'rep')];
  const note = await writeNote(db, other, {
    kind: 'complaint',
    words: 'Delivery took three weeks',
    product: 'Colour',
  });
  const { id: contact_id } = await makeContact(db);
  await makeLead(db, { contact_id, verdict: 'accepted' });
  await makeLead(db, { contact_id, verdict: 'recycled', reason: 'bad_timing' });
  const theme = await makeTheme(db, one, { name: 'Late deliveries', itemIds: [note.id] });
  const idea = await makeFollowUp(db, one, theme.id, { kind: 'content_idea', title: 'Where is my parcel' });
  await editFollowUp(db, one, idea.id, { state: 'done', outcome: 'Half as many calls.' });
  return [one, other];
}

const settings = testHouse({} as Db).settings;
const mails = (db: Db) => db.selectFrom('platform.mails').selectAll().orderBy('to_address').execute();

describe('the weekly digest', () => {
  test('says what is new, why not, what was said and what came of it, to everybody once', async ({ db }) => {
    const people = await aWeek(db);
    freezeClock(MONDAY);
    expect(await sendDigest(db, settings)).toBe(2);
    expect(await sendDigest(db, settings)).toBe(0);
    const sent = await mails(db);
    expect(sent.map((mail) => mail.to_address)).toEqual(people.map(({ email }) => email).toSorted());
    const [first] = sent;
    const text = first ? ((await bodyOf(first, settings.secret))?.text ?? '') : '';
    expect(text).toContain('A new theme: Late deliveries (1).');
    expect(text).toContain(
      'Sales judged 2 leads: 1 accepted, 1 recycled, 0 rejected. Why not: bad timing 1.',
    );
    expect(text).toContain('“Delivery took three weeks” (complaint, Colour; noted by rep');
    expect(text).toContain('Content idea from “Late deliveries”: Where is my parcel (done).');
    expect(text).toContain('What came of it: Half as many calls.');
    expect(text).toContain('/feedback');
  });

  test('goes on for whoever has none when it was killed on the way', async ({ db }) => {
    const [one, other] = await aWeek(db);
    freezeClock(MONDAY);
    // As the first batch leaves it: the week is begun, one has it, and the process is gone.
    await sql`insert into handoff.digests (week, id, made_at) values ('2026-11-23', gen_random_uuid(), now())`.execute(
      db,
    );
    await db
      .insertInto('handoff.digest_mails')
      .values({ week: '2026-11-23', user_id: one.id, sent_at: MONDAY })
      .execute();
    expect(await sendDigest(db, settings)).toBe(1);
    expect((await mails(db)).map((mail) => mail.to_address)).toEqual([other.email]);
    // What was said to everybody at the beginning is not said again.
    expect(await eventNames(db)).not.toContain('feedback.digested');
  });

  test('skips who switched it off, in the notification centre, too', async ({ db }) => {
    const [one, other] = await aWeek(db);
    await db
      .insertInto('workspace.muted_notices')
      .values({ user_id: one.id, kind: 'feedback.digest', muted_at: LAST_WEEK })
      .execute();
    freezeClock(MONDAY);
    expect(await sendDigest(db, settings)).toBe(1);
    const events = await db.selectFrom('platform.events').selectAll().orderBy('position').execute();
    await notificationTeller(feedbackNotices).handle(db, events);
    const told = await db
      .selectFrom('workspace.notifications')
      .select(['user_id', 'body'])
      .where('kind', '=', 'feedback.digest')
      .execute();
    expect(told).toEqual([{ user_id: other.id, body: '1 note, 2 verdicts, 1 new theme' }]);
  });

  test.for([
    ['before seven', '2026-11-23T06:55:00Z', 0],
    ['on Monday at seven in the workspace’s zone', '2026-11-23T07:00:00Z', 2],
    ['late, when the server was off', '2026-11-24T22:00:00Z', 2],
    ['not at all from Wednesday on', '2026-11-25T00:05:00Z', 0],
  ] as const)('%s', async ([, at, count], { db }) => {
    await aWeek(db);
    freezeClock(new Date(at));
    expect(await sendDigest(db, settings)).toBe(count);
  });

  test('of a week in which nothing was said is not sent', async ({ db }) => {
    freezeClock(LAST_WEEK);
    await actor(db, 'rep');
    freezeClock(MONDAY);
    expect(await sendDigest(db, settings)).toBe(0);
    expect(await mails(db)).toEqual([]);
  });

  test('run by two processes at once, it is still one for each', async () => {
    const fresh = await freshDatabase();
    try {
      await aWeek(fresh.db);
      for (let count = 0; count < 60; count++) await actor(fresh.db, 'rep');
      freezeClock(MONDAY);
      await Promise.all([1, 2, 3].map(() => sendDigest(fresh.db, settings)));
      const { rows } = await sql<{ mails: number; people: number; said: number }>`
        select (select count(*) from platform.mails) as mails,
          (select count(distinct to_address) from platform.mails) as people,
          (select count(*) from platform.events where name = 'feedback.digested') as said`.execute(fresh.db);
      expect(rows).toEqual([{ mails: 62, people: 62, said: 1 }]);
    } finally {
      await fresh.close();
    }
  });
});
