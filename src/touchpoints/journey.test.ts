import { describe, expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { closenessOf } from './closeness.ts';
import { journeyOf } from './journey.ts';
import { record } from './record.ts';
import { makeSource, pageView } from './testing.ts';

const person = { email: 'nora@castellan.example' };

async function noraWith(db: Db, touches: Parameters<typeof pageView>[0][]) {
  const { id } = await makeContact(db, person);
  const source = await makeSource(db);
  await record(
    db,
    system,
    source,
    touches.map((fields) => pageView({ person, ...fields })),
  );
  return journeyOf(db, system, id);
}

describe('the journey', () => {
  test('has a mark for every moment: the pages of a sitting are one, a form between them is another', async ({
    db,
  }) => {
    const { marks, activity } = await noraWith(db, [
      { at: '2026-10-01T10:00:00Z', channel: 'search', team: 'marketing', name: 'Home' },
      { at: '2026-10-01T10:04:00Z', channel: null, team: 'marketing', name: 'Prices' },
      { at: '2026-10-01T10:05:00Z', kind: 'form_submitted', channel: null, team: 'marketing' },
      { at: '2026-10-01T10:09:00Z', channel: null, team: 'marketing', name: 'Thanks' },
      { at: '2026-10-01T11:00:00Z', channel: null, team: 'marketing', name: 'Back again' },
      { at: '2026-10-03T09:00:00Z', kind: 'call_cold', channel: 'phone', team: 'sales', name: 'First call' },
      { at: '2026-10-03T09:30:00Z', kind: 'note', channel: null },
    ]);
    expect(activity?.touchCount).toBe(6);
    expect(marks.map(({ touches, closeness, lead }) => [touches, closeness, lead.kind])).toEqual([
      [3, 1, 'page_view'],
      [1, 2, 'form_submitted'],
      [1, 1, 'page_view'],
      [1, 3, 'call_cold'],
    ]);
    expect(marks[0]).toMatchObject({
      moments: 1,
      until: new Date('2026-10-01T10:09:00Z'),
      lead: { name: 'Thanks' },
    });
  });

  test('is small however long it is, and loses nothing: stretches add up, the closest touch is told', async ({
    db,
  }) => {
    const touches = Array.from({ length: 1_200 }, (_, n) => {
      const at = new Date(Date.parse('2026-01-01T00:00:00Z') + n * 6 * 3_600_000).toISOString();
      return n % 100 === 50
        ? { at, kind: 'visit', team: 'sales' as const }
        : { at, team: 'marketing' as const };
    });
    const { marks } = await noraWith(db, touches);
    expect(marks.length).toBeGreaterThan(150);
    expect(marks.length).toBeLessThan(400);
    expect(marks.reduce((sum, mark) => sum + mark.touches, 0)).toBe(1_200);
    expect(marks.filter(({ lead }) => lead.kind === 'visit')).toHaveLength(12);
    expect(marks.every(({ team, lead }) => (team === 'sales') === (lead.kind === 'visit'))).toBe(true);
  });

  test('carries the first order and the newest ones, the stages and what one can narrow by', async ({
    db,
  }) => {
    const orders = Array.from({ length: 45 }, (_, n) => ({
      at: new Date(Date.parse('2026-03-01T00:00:00Z') + n * 86_400_000).toISOString(),
      kind: 'event',
      name: `Order ${n}`,
      value: 1_000 + n,
      currency: 'GBP',
      campaign: 'spring',
    }));
    const journey = await noraWith(db, orders);
    expect(journey.orders).toHaveLength(41);
    expect([journey.orders[0]?.name, journey.orders[1]?.name, journey.orders.at(-1)?.name]).toEqual([
      'Order 0',
      'Order 5',
      'Order 44',
    ]);
    expect(journey.stages).toMatchObject([{ from: null, to: 'lead' }]);
    expect(journey.facets).toEqual({
      channels: [{ value: 'search', count: 45 }],
      kinds: [{ value: 'event', count: 45 }],
      campaigns: [{ value: 'spring', count: 45 }],
    });
  });

  test('of a contact nobody has touched is empty', async ({ db }) => {
    const { id } = await makeContact(db);
    expect(await journeyOf(db, system, id)).toMatchObject({ activity: null, marks: [], orders: [] });
  });
});

test('who met is closer than who filled in a form, and who only looked is farthest', () => {
  expect(['visit', 'form_submitted', 'salon_training', 'page_view'].map((kind) => closenessOf(kind))).toEqual(
    [3, 2, 2, 1],
  );
  expect(closenessOf('event', 4_900)).toBe(3);
});
