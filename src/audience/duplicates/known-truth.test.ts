import { describe, expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { entriesOf, qualityOf, truthIsThere, writeEntries } from './testing.ts';
import { findDuplicates } from './suggesting.ts';

// The data is not part of the project: see bench/README.md.
describe.skipIf(!truthIsThere)(
  'people of whom it is known which are one (skipped where ../shared/data is not)',
  () => {
    test('nearly all are found, and nearly nobody else', async ({ db }) => {
      const entries = entriesOf('Febrl 1');
      await writeEntries(db, entries);
      await findDuplicates(db);
      const { truePairs, precision, recall } = await qualityOf(db, entries);
      expect(truePairs).toBe(500);
      expect(precision).toBeGreaterThan(0.99);
      expect(recall).toBeGreaterThan(0.95);
    });
  },
);
