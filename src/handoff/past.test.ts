import { afterEach, expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import '../rooms.ts';
import { usualTerms } from './agreement/usual-terms.ts';
import { agree } from './clocks/testing.ts';
import type { NewVerdict } from './contract.ts';
import { bringPastHandoffs } from './past.ts';
import { handoffRow, hotLead, judgeHandoff, rep } from './testing.ts';
import { tryToReach } from './working.ts';

afterEach(() => releaseClock());

/** On a Friday afternoon. */
const opened = new Date('2026-11-13T15:30:00Z');
const later = (hours: number) => new Date(opened.getTime() + hours * 3_600_000);
const [tried, judged] = [later(70), later(80)];

test.for<NewVerdict>([
  { verdict: 'accepted' },
  { verdict: 'recycled', reason: 'bad_timing', words: 'In spring', recycleOn: '2027-03-01' },
  { verdict: 'rejected', reason: 'not_reached', words: 'Nobody calls back' },
])('a past hand-off that was $verdict is written as working on it would have', async (verdict, { db }) => {
  freezeClock(opened);
  const agreementId = await agree(db, usualTerms().promises);
  const hanna = await rep(db, 'Hanna');
  const lived = await hotLead(db);
  freezeClock(tried);
  await tryToReach(db, hanna, lived.id, { kind: 'call', outcome: 'no_answer' });
  freezeClock(judged);
  await judgeHandoff(db, hanna, lived.id, verdict);

  const { id: contactId } = await makeContact(db, { email: 'past@fenivy.example' });
  const id = newId();
  const { fit, engagement, source } = await handoffRow(db, lived.id);
  await bringPastHandoffs(
    db,
    [
      {
        id,
        contactId,
        trigger: 'hot',
        rule: 'hot',
        reasons: ['Became hot'],
        fit,
        engagement,
        source,
        campaign: null,
        openedAt: opened,
        repId: hanna.id,
        routedBy: 'Her turn',
        assignedAt: opened,
        attempts: [{ at: tried, kind: 'call', outcome: 'no_answer', words: null }],
        verdict: {
          at: judged,
          verdict: verdict.verdict,
          reason: verdict.verdict === 'accepted' ? null : verdict.reason,
          words: verdict.words ?? null,
          recycleOn: verdict.verdict === 'recycled' ? verdict.recycleOn : null,
        },
        sold: null,
      },
    ],
    { agreementId, until: judged },
  );
  expect(await whatCounts(db, id)).toEqual(await whatCounts(db, lived.id));
});

/** All that pages, promises and both sides' numbers read. */
async function whatCounts(db: Db, id: string) {
  const { state, rep_id, first_contact_at, attempts, verdict, reason, words, verdict_at, recycle_on } =
    await handoffRow(db, id);
  const clocks = await db
    .selectFrom('handoff.clocks')
    .select(['promise', 'rep_id', 'started_at', 'due_at', 'late_at', 'met_at', 'took_minutes', 'missed_at'])
    .select(['stopped_at', 'next_at'])
    .where('handoff_id', '=', id)
    .orderBy('promise')
    .execute();
  const barred = await db
    .selectFrom('handoff.barred')
    .select(['rule', 'reason'])
    .where('handoff_id', '=', id)
    .execute();
  const delivery = await db
    .selectFrom('handoff.deliveries')
    .select(['delivered_at', 'hot', 'verdict', 'outcome'])
    .where('handoff_id', '=', id)
    .executeTakeFirst();
  const row = { state, rep_id, first_contact_at, attempts, verdict, reason, words, verdict_at, recycle_on };
  return { row, clocks, barred, delivery };
}
