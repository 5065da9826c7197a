import { expect, test } from 'vitest';
import { fromAddress, toAddress } from './address.ts';

const names = ['days', 'from', 'source'];

test.each([
  [{ days: '90' }, { days: 90 }],
  [
    { days: 90, source: 'radio', other: 'x' },
    { days: 90, source: 'radio' },
  ],
  [{ days: '"90"' }, {}],
  [{ days: 0, from: '' }, {}],
  [{ days: 1.5 }, {}],
  [{ days: 9999, from: '2026-11-01' }, { from: '2026-11-01' }],
])('%j stands in the address as %j', (search, address) => {
  expect(toAddress(search, names)).toEqual(address);
});

test('and is read as texts', () => {
  expect(fromAddress({ days: 90, source: 'radio' })).toEqual({ days: '90', source: 'radio' });
});
