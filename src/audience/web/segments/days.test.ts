import { expect, test } from 'vitest';
import { daysOf } from './days.ts';

test('a quiet day is a day, too', () => {
  const known = [{ day: '2026-11-22', entered: 3, left: 1 }];
  expect(daysOf(known, 3, new Date('2026-11-23T10:00:00Z'))).toEqual([
    { day: '2026-11-21', entered: 0, left: 0 },
    { day: '2026-11-22', entered: 3, left: 1 },
    { day: '2026-11-23', entered: 0, left: 0 },
  ]);
});
