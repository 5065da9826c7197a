import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { goRound, type Rounds } from './rounds.ts';

let rounds: Rounds | undefined;

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await rounds?.stop();
  vi.useRealTimers();
});

test('goes round after the pause it asked for, sooner when woken, never twice at once, not after stopping', async () => {
  let begun = 0;
  let running = 0;
  const round = async () => {
    begun++;
    expect(++running).toBe(1);
    await vi.advanceTimersByTimeAsync(0);
    running--;
    return 1_000;
  };
  rounds = goRound({ round, gatherMs: 50, failed: () => undefined });
  rounds.wake();
  await rounds.first;
  expect(begun).toBe(1);
  await vi.advanceTimersByTimeAsync(50);
  expect(begun, 'woken in the middle of a round').toBe(2);
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toBe(3);
  for (let times = 0; times < 5; times++) rounds.wake();
  await vi.advanceTimersByTimeAsync(60);
  expect(begun, 'many wakings are one round').toBe(4);
  await rounds.stop();
  rounds.wake();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(begun).toBe(4);
});

test('a stream of wakings, each before the last has gathered, does not put it off', async () => {
  let begun = 0;
  const round = async () => {
    begun++;
    return 10_000;
  };
  rounds = goRound({ round, gatherMs: 50, failed: () => undefined });
  await rounds.first;
  for (let times = 0; times < 20; times++) {
    rounds.wake();
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(begun).toBeGreaterThan(5);
});

test('while it fails, it tries ever more rarely, whatever wakes it, and is quick again after a success', async () => {
  const errors: unknown[] = [];
  let broken = true;
  let begun = 0;
  const round = async () => {
    begun++;
    if (broken) throw new Error('broken');
    return 5_000;
  };
  rounds = goRound({ round, gatherMs: 0, failed: (error) => errors.push(error) });
  await rounds.first;
  rounds.wake();
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).toBe(1);
  await vi.advanceTimersByTimeAsync(1 + 2_000 + 4_000);
  expect(begun).toBe(4);
  expect(errors).toHaveLength(4);
  broken = false;
  await vi.advanceTimersByTimeAsync(8_000);
  expect(begun).toBe(5);
  rounds.wake();
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toBe(6);
});
