import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import { listen } from '../platform/listeners.ts';
import { test } from '../platform/testing/testing.ts';
import '../rooms.ts';
import { makeSource } from '../touchpoints/testing.ts';
import { writeChronicles } from './chronicle.ts';
import { engagementOf } from './score.ts';
import { happen, movesOf, putInForce, rule, scoresOf, settleScores, smallModel, touch } from './testing.ts';

afterEach(() => releaseClock());

const begin = Date.UTC(2026, 2, 1, 12);
const day = (n: number) => new Date(begin + n * 86_400_000);
/** What happened, and on which day: warm, hot, a raised hand that goes down, silence, and back again. */
const past: [kind: string, day: number, name?: string][] = [
  ['page_view', 0],
  ['form_submitted', 1],
  ['page_view', 1.5],
  ['meeting', 2],
  ['page_view', 20],
  ['form_submitted', 60, 'Book a demo'],
  ['page_view', 61],
  ['page_view', 61.5],
  ['meeting', 62],
];

test('a past brought in at once leaves the score, and the way to it, of one that happened day by day', async ({
  db,
}) => {
  freezeClock(day(-1));
  const often = rule('pages', 6, { kinds: ['page_view'] }, { from: 2, most: 1, days: 7 });
  const { groups } = smallModel();
  const model = smallModel({
    groups: groups.map((group) =>
      group.id === 'web' ? { ...group, rules: [...group.rules, often] } : group,
    ),
  });
  await putInForce(db, model);
  const source = await makeSource(db);
  const lived = await makeContact(db);
  const brought = await makeContact(db);
  await settleScores(db);
  for (let now = 0; now <= 90; now += 0.5) {
    freezeClock(day(now));
    const today = past.filter(([, at]) => at === now);
    await happen(
      db,
      source,
      today.map(([kind, at, name]) => touch(lived.id, kind, day(at), name ? { name } : {})),
    );
    await settleScores(db);
  }

  const told: unknown[] = [];
  const before = listen([{ 'temperatures.moved': async (_db, _who, { moves }) => void told.push(moves) }]);
  const touches = past.map(([kind, at, name = null]) => {
    return {
      kind,
      name,
      channel: null,
      campaign: null,
      page: null,
      occurredAt: day(at),
      receivedAt: day(at),
    };
  });
  const chronicles = await writeChronicles(db, [{ contactId: brought.id, touches }], day(90));
  listen(before);

  expect(told, 'nobody is told of what is over').toEqual([]);
  expect(await movesOf(db, lived.id)).not.toEqual([]);
  expect(await movesOf(db, brought.id)).toEqual(await movesOf(db, lived.id));
  const scores = await scoresOf(db, [lived.id, brought.id]);
  const engagement = (id: string, at: Date) => {
    const row = scores.get(id);
    return row ? engagementOf({ heats: row.heats, heatAt: row.heat_at }, model.groups, at) : Number.NaN;
  };
  expect(engagement(brought.id, day(90))).toBeCloseTo(engagement(lived.id, day(90)), 9);
  expect(chronicles.get(brought.id)?.standingAt(day(90)).engagement).toBeCloseTo(
    engagement(lived.id, day(90)),
    9,
  );
  const { rows } = await sql<{ same: boolean }>`
    select count(distinct (temperature, round(extract(epoch from cools_at) / 86400))) = 1 as same
    from scoring.scores where contact_id in (${lived.id}, ${brought.id})`.execute(db);
  expect(rows).toEqual([{ same: true }]);
});
