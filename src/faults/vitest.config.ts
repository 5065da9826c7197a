import { defineConfig } from 'vitest/config';

/** Tests that start the real Tandem and do to it what life does. One after the other: they need the machine. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    name: 'faults',
    include: ['src/faults/**/*.test.ts'],
    globalSetup: ['src/faults/setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    sequence: { groupOrder: 2 },
  },
});
