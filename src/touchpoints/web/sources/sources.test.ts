import { expect, test } from 'vitest';
import { everyDay, lagWords, setAsideWords, snippetFor, stateOf, totalOf } from './sources.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const day = (name: string, stored: number) => ({
  day: name,
  seen: stored + 3,
  stored,
  duplicate: 1,
  skipped: 1,
  bot: 1,
  lastSeenAt: `${name}T10:00:00Z`,
  lagMs: 20,
});

test('a source waits, receives, is quiet or revoked; what was imported does not come', () => {
  const state = (lastSeenAt: string | null, revokedAt: string | null = null) =>
    stateOf({ kind: 'web', lastSeenAt, revokedAt }, now);
  expect(state(null)).toBe('waiting');
  expect(state('2026-11-23T11:00:00Z')).toBe('receiving');
  expect(state('2026-11-20T11:00:00Z')).toBe('quiet');
  expect(state('2026-11-23T11:00:00Z', '2026-11-23T11:30:00Z')).toBe('revoked');
  expect(stateOf({ kind: 'hand', lastSeenAt: null, revokedAt: null }, now)).toBe('quiet');
  const file = { kind: 'import' as const, revokedAt: null };
  expect(stateOf({ ...file, lastSeenAt: null }, now)).toBe('quiet');
  expect(stateOf({ ...file, lastSeenAt: '2026-11-23T11:59:59Z' }, now)).toBe('imported');
});

test('the days add up, and a day without anything is a day', () => {
  const days = [day('2026-11-23', 10), day('2026-11-21', 5)];
  expect(totalOf(days)).toEqual({ seen: 21, stored: 15, duplicate: 2, skipped: 2, bot: 2 });
  const shown = everyDay(days, 4, new Date(now));
  expect(shown.map((each) => [each.day.slice(8), each.stored])).toEqual([
    ['20', 0],
    ['21', 5],
    ['22', 0],
    ['23', 10],
  ]);
});

test('what one pastes carries the address and the key', () => {
  expect(snippetFor('https://t.example', 'tandem_write_x')).toBe(
    '<script async src="https://t.example/t.js" data-key="tandem_write_x"></script>',
  );
  expect([lagWords(null), lagWords(40), lagWords(90_000)]).toEqual([
    'not measured',
    'under a second',
    '2 min',
  ]);
});

test('what could not be stored is counted apart', () => {
  expect(setAsideWords(1)).toMatch(/^Not among them: 1 message that/);
  expect(setAsideWords(1_200)).toMatch(/^Not among them: 1,200 messages that/);
});
