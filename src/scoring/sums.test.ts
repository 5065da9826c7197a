import { sql } from 'kysely';
import { expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { test } from '../platform/testing/testing.ts';
import { makeSource } from '../touchpoints/testing.ts';
import { sumAnew, sumsOf } from './sums.ts';
import { happen, naiveHeats, rule, smallModel, touch } from './testing.ts';

const at = new Date('2026-11-20T12:00:00Z');
const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000);

/** Gone after 350 and 1,500 days. */
const document = smallModel({
  groups: smallModel().groups.map((group) =>
    group.id === 'web'
      ? {
          ...group,
          rules: [...group.rules, rule('often', 10, { kinds: ['page_read'] }, { from: 3, days: 20 })],
        }
      : group,
  ),
});

test('what has faded away is not read, and is not missed', async ({ db }) => {
  const source = await makeSource(db);
  const { id } = await makeContact(db);
  const ages = [1, 5, 100, 340, 349, 351, 360, 380, 700, 1_499, 1_501, 1_900];
  await happen(
    db,
    source,
    ['page_view', 'page_read', 'meeting', 'form_submitted'].flatMap((kind) =>
      ages.flatMap((age) => [0, 3, 9].map((more) => touch(id, kind, daysAgo(age + more), { name: 'demo' }))),
    ),
  );
  const found = (await sumAnew(db, document, [id], at)).get(id);
  const truth = await naiveHeats(db, document, id, at);
  expect(truth.every((heat) => heat > 1)).toBe(true);
  expect(found?.heats.map((heat, place) => Math.abs(heat - (truth[place] ?? 0)) < 1e-9)).toEqual([
    true,
    true,
  ]);
  expect(found?.handRaisedAt).toEqual(daysAgo(1));
});

test('months of which nothing is left are not opened', async ({ db }) => {
  await sql`select touchpoints.open_months(array['2016-05-01', '2026-11-01']::date[])`.execute(db);
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain ${sumsOf(document, at, sql<boolean>`true`)}`.execute(db);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('touchpoints_2026_11');
  expect(plan).not.toContain('touchpoints_2016_05');
});
