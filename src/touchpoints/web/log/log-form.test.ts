import { expect, test } from 'vitest';
import { check, touchpointOf, valuesFor, type LogValues } from './log-form.ts';

const zone = 'Europe/London';
const nora = { id: 'nora', name: 'Nora Castellan' };
const values = (given: Partial<LogValues>): LogValues => ({
  ...valuesFor({ person: nora }, 'GBP'),
  ...given,
});

test('only what was filled in and means something is sent', () => {
  expect(touchpointOf(values({ minutes: '6', outcome: 'reached', expense: '12' }), zone)).toEqual({
    kind: 'call_warm',
    minutes: 6,
    outcome: 'reached',
  });
  const visit = {
    what: 'visit',
    expense: '42,50',
    note: ' Ran late ',
    occurredAt: '2026-07-03T09:00',
  } as const;
  expect(touchpointOf(values(visit), zone)).toEqual({
    kind: 'visit',
    note: 'Ran late',
    expense: { amount: 4250, currency: 'GBP' },
    occurredAt: '2026-07-03T08:00:00.000Z',
  });
});

test('the palette says what it is and where it was heard', () => {
  const asked = valuesFor({ kind: 'heard_of_us', channel: 'radio' }, 'GBP');
  expect(asked).toMatchObject({ what: 'heard_of_us', channel: 'radio', person: undefined });
  expect(valuesFor({ kind: 'salon_training' }, 'GBP')).toMatchObject({
    what: 'other',
    other: 'salon_training',
  });
});

test('what is missing is said at its field', () => {
  expect(check(values({ person: undefined, what: 'note' }), zone)).toEqual({
    person: 'Choose whom it was with.',
    note: 'Write the note.',
  });
  expect(check(values({ what: 'heard_of_us' }), zone)).toEqual({ channel: 'Choose where they heard of us.' });
  expect(check(values({ what: 'visit', expense: 'lunch', minutes: 'ten' }), zone)).toEqual({
    minutes: 'Enter whole minutes.',
    expense: 'Enter an amount such as 42.50.',
  });
});
