import { defineConfig } from 'vitest/config';

/** Tests that start the real Tandem and do to it what life does. Two at a time: half of each is waiting. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    name: 'faults',
    include: ['src/faults/**/*.test.ts'],
    globalSetup: ['src/faults/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // For the slowest machine: on a good one no test takes a third of it.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { groupOrder: 2 },
  },
});
