import { expect, test } from 'vitest';
import { guessDateOrder, readMoment } from './moments.ts';

test.each([
  ['2018-02-26 19:58:54', '2018-02-26T19:58:54.000Z'],
  ['2018-02-26T19:58:54.334+02:00', '2018-02-26T17:58:54.334Z'],
  ['2018-02-26T19:58:54Z', '2018-02-26T19:58:54.000Z'],
  ['26.02.2018 19:58', '2018-02-26T19:58:00.000Z'],
  ['2/26/2018, 7:58 PM', '2018-02-26T19:58:00.000Z'],
  ['26 Feb 2018', '2018-02-26T12:00:00.000Z'],
  ['2018-02-26', '2018-02-26T12:00:00.000Z'],
  ['1519675134', '2018-02-26T19:58:54.000Z'],
  ['1519675134000', '2018-02-26T19:58:54.000Z'],
])('%s is %s', (text, moment) => {
  expect(readMoment(text)?.toISOString()).toBe(moment);
});

test.each(['soon', '03/04/2018', '2018-02-30', '2018-02-26 25:00', '20218-01-01', ''])(
  '"%s" is none',
  (text) => {
    expect(readMoment(text)).toBeNull();
  },
);

test('a moment without a zone is of the zone that is said, also when clocks change', () => {
  const at = (text: string) => readMoment(text, { timeZone: 'Europe/Berlin' })?.toISOString();
  expect(at('2018-02-26 12:00')).toBe('2018-02-26T11:00:00.000Z');
  expect(at('2018-07-26 12:00')).toBe('2018-07-26T10:00:00.000Z');
  expect(at('2018-03-25 01:30')).toBe('2018-03-25T00:30:00.000Z');
  expect(at('2018-03-25 03:30')).toBe('2018-03-25T01:30:00.000Z');
});

test('which way round days and months are, other rows tell', () => {
  expect(guessDateOrder(['03/04/2018', '25/04/2018'])).toBe('day_first');
  expect(guessDateOrder(['03/04/2018', '04/25/2018 10:00'])).toBe('month_first');
  expect(guessDateOrder(['03/04/2018', 'x', '2018-01-01'])).toBe('auto');
  expect(readMoment('03/04/2018', { dates: 'day_first' })?.toISOString()).toBe('2018-04-03T12:00:00.000Z');
});
