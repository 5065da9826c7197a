import { describe, expect, test } from 'vitest';
import { plainAmount, readAmount } from './amount.ts';
import { closedAtOf, closedDay } from './forms/closing.ts';
import { newDeal, problemsOf, startValues } from './forms/new-deal.ts';
import { tellOfDeal } from './record/activity.ts';

describe('an amount', () => {
  test.for([
    [480_000, 'GBP', '4800'],
    [125_050, 'EUR', '1250.50'],
    [4800, 'JPY', '4800'],
    [1_250, 'KWD', '1.250'],
  ] as const)('of %d %s is edited as %s, and read again', ([minor, currency, typed]) => {
    expect(plainAmount(minor, currency)).toBe(typed);
    expect(readAmount(typed, currency)).toBe(minor);
  });

  test.for([
    ['', null],
    ['£4,800', 480_000],
    ['-5', undefined],
    ['a lot', undefined],
  ] as const)('typed as “%s” is %s', ([typed, minor]) => {
    expect(readAmount(typed, 'GBP')).toBe(minor);
  });
});

test('of a new deal only what was written is said', () => {
  const values = { ...startValues('me', 'GBP'), name: ' Spring range ' };
  expect(newDeal(values)).toEqual({ name: 'Spring range', ownerId: 'me' });
  expect(newDeal({ ...values, amount: '12.5', ownerId: '' }, 'nora')).toEqual({
    name: 'Spring range',
    ownerId: null,
    amount: 1250,
    currency: 'GBP',
    contactId: 'nora',
  });
  expect(problemsOf({ ...values, name: ' ', amount: 'much' })).toEqual({
    name: 'Enter a name for the deal.',
    amount: 'Enter an amount such as 4,800 or 1,250.50.',
  });
});

test('the day of closing is told only when it is another one, as its noon', () => {
  const deal = { closedAt: '2026-11-20T23:30:00Z' };
  expect(closedDay(deal, 'Europe/Berlin')).toBe('2026-11-21');
  expect(closedAtOf('2026-11-21', deal, 'Europe/Berlin')).toEqual({});
  expect(closedAtOf('2026-11-19', deal, 'Europe/Berlin')).toEqual({ closedAt: '2026-11-19T11:00:00.000Z' });
});

describe('what happened is told as a sentence goes on', () => {
  const tell = (name: string, payload: object, changes: object = {}) =>
    tellOfDeal(
      {
        id: 'e',
        at: '2026-11-20T10:00:00Z',
        name,
        actor: { kind: 'user', id: 'u', name: 'Anna' },
        payload: { ...payload },
        changes: { ...changes },
      },
      { nameOf: (id) => ({ rep: 'Hanna' })[id], currency: 'GBP', timeZone: 'UTC' },
    );

  test.for([
    ['deal.opened', { handoffId: null }, 'opened this deal'],
    ['deal.opened', { handoffId: 'h' }, 'accepted the lead and opened this deal'],
    ['deal.assigned', { to: 'rep' }, 'gave this deal to Hanna'],
    ['deal.assigned', { to: null }, 'left this deal to nobody'],
    ['deal.lost', { reason: 'no_budget' }, 'closed this deal as lost, no budget'],
  ] as const)('%s %j: %s', ([name, payload, did]) => {
    expect(tell(name, payload).did).toBe(did);
  });

  test('days read as days', () => {
    const changes = { expectedCloseOn: { from: null, to: '2026-12-18' } };
    expect(tell('deal.updated', {}, changes)).toMatchObject({
      did: 'changed the expected day',
      changes: [{ to: '18 December 2026' }],
    });
  });

  test('amounts change with their currency, in one line', () => {
    const changes = { amount: { from: null, to: 480_000 }, currency: { from: null, to: 'EUR' } };
    expect(tell('deal.updated', {}, changes)).toMatchObject({
      did: 'changed the amount',
      changes: [{ field: 'Amount', from: '', to: '€4,800' }],
    });
  });
});
