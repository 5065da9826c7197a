import { describe, expect, test } from 'vitest';
import {
  dayProblem,
  endFromField,
  hoursPerWeek,
  hoursWords,
  inOrder,
  openDay,
  toField,
  usualHours,
  weekdays,
  withAnotherSpan,
  withDay,
} from './hours.ts';

const morning = { from: '09:00', to: '12:00' };
const afternoon = { from: '13:00', to: '17:00' };

describe('in words', () => {
  test('days with the same hours stand together', () => {
    expect(hoursWords(usualHours)).toBe('Monday to Friday 09:00–17:00');
    expect(hoursWords({ 1: [morning, afternoon], 3: [morning, afternoon], 5: [morning] })).toBe(
      'Monday, Wednesday 09:00–12:00 and 13:00–17:00; Friday 09:00–12:00',
    );
  });

  test('a week that starts on Sunday is read from Sunday', () => {
    expect(weekdays(7)).toEqual(['7', '1', '2', '3', '4', '5', '6']);
    expect(hoursWords({ 7: [morning], 1: [morning], 2: [morning] }, 7)).toBe('Sunday to Tuesday 09:00–12:00');
  });

  test('no hours at all are said', () => expect(hoursWords({})).toBe('No working hours'));
});

describe('editing a week', () => {
  test('an opened day gets the hours of the day before it', () => {
    expect(openDay({ 1: [morning] }, '2')).toEqual({ 1: [morning], 2: [morning] });
    expect(openDay({}, '1')).toEqual({ 1: [{ from: '09:00', to: '17:00' }] });
  });

  test('a closed day is left out', () =>
    expect(withDay({ 1: [morning], 2: [morning] }, '1', [])).toEqual({ 2: [morning] }));

  test('a second span follows the first after an hour and never passes midnight', () => {
    expect(withAnotherSpan([morning])[1]).toEqual({ from: '13:00', to: '17:00' });
    expect(withAnotherSpan([{ from: '20:00', to: '23:30' }])[1]).toEqual({ from: '23:00', to: '24:00' });
  });

  test('spans are sent in order', () =>
    expect(inOrder({ 1: [afternoon, morning], 2: [] })).toEqual({ 1: [morning, afternoon] }));

  test('midnight at the end of a day is 24:00, which a time field shows as 00:00', () => {
    expect([toField('24:00'), endFromField('00:00'), endFromField('17:30')]).toEqual([
      '00:00',
      '24:00',
      '17:30',
    ]);
  });
});

test.each([
  ['Enter both times.', [{ from: '', to: '12:00' }]],
  ['The end must be later than the start.', [{ from: '12:00', to: '09:00' }]],
  ['These times overlap.', [afternoon, { from: '16:00', to: '18:00' }]],
])('%s', (words, spans) => expect(dayProblem(spans)).toBe(words));

test('a day that ends at midnight is no problem, and counts', () => {
  expect(dayProblem([{ from: '22:00', to: '24:00' }])).toBeUndefined();
  expect(hoursPerWeek({ 1: [morning, afternoon], 6: [{ from: '22:00', to: '24:00' }] })).toBe(9);
});
