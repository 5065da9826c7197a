import { expect, test } from 'vitest';
import { comingHolidays, type Holiday } from './teams.ts';

const holiday = (id: string, date: string, teamId: string | null): Holiday => ({
  id,
  date,
  teamId,
  name: id,
});

test('shows one team’s own holidays that are still to come, the next first', () => {
  const all = [
    holiday('c', '2027-01-04', 't'),
    holiday('a', '2026-11-01', 't'),
    holiday('b', '2026-11-22', 't'),
    holiday('d', '2026-12-25', null),
  ];
  expect(comingHolidays(all, 't', '2026-11-22').map(({ id }) => id)).toEqual(['b', 'c']);
  expect(comingHolidays(all, null, '2026-11-22').map(({ id }) => id)).toEqual(['d']);
});
