import { expect, test } from 'vitest';
import { about, counted, money } from './numbers.ts';

test('money shows pennies only when there are any', () => {
  expect(money(236_000, 'GBP')).toBe('£2,360');
  expect(money(236_050, 'GBP')).toBe('£2,360.50');
  expect(money(5000, 'JPY')).toBe('JP¥5,000');
});

test('one contact, many contacts', () => {
  expect(counted(1, 'contact', 'contacts')).toBe('1 contact');
  expect(counted(48_214, 'contact', 'contacts')).toBe('48,214 contacts');
});

test('an estimate is not shown to the last digit', () => {
  expect([48_214, 1_250, 96, 7].map(about)).toEqual(['about 48,000', 'about 1,300', 'about 96', 'about 7']);
});
