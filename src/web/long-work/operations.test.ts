import { expect, test } from 'vitest';
import { progressWords, shareOf, type Operation } from './operations.ts';

const running: Operation = {
  id: '1',
  kind: 'import',
  title: 'Importing',
  state: 'running',
  done: 25_604,
  total: 41_297,
  unit: 'rows',
  rate: 9800.4,
  secondsLeft: 2,
  error: null,
  resultPath: null,
  startedAt: null,
};

test('progress is told with count, whole and rate', () => {
  expect(progressWords(running)).toBe('25,604 of 41,297 rows, 9,800 a second');
  expect(progressWords({ ...running, total: null, rate: null })).toBe('25,604 rows');
  expect(progressWords({ ...running, state: 'queued' })).toBe('Waits for its turn');
  expect(progressWords({ ...running, state: 'cancelled' })).toBe('Cancelled after 25,604 of 41,297 rows');
  expect(progressWords({ ...running, state: 'done', done: 41_297 })).toBe('Done: 41,297 rows');
});

test('nobody knows a share of an unknown whole', () => {
  expect(shareOf({ ...running, total: null })).toBeUndefined();
  expect(shareOf({ ...running, total: 0 })).toBeUndefined();
  expect(shareOf({ ...running, state: 'done' })).toBe(1);
});
