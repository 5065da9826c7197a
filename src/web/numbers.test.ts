import { expect, test } from 'vitest';
import { about, counted, money, percent } from './numbers.ts';

test('money shows pennies only when there are any', () => {
  expect(money(236_000, 'GBP')).toBe('£2,360');
  expect(money(236_050, 'GBP')).toBe('£2,360.50');
  expect(money(5000, 'JPY')).toBe('JP¥5,000');
});

test('one contact, many contacts', () => {
  expect(counted(1, 'contact', 'contacts')).toBe('1 contact');
  expect(counted(48_214, 'contact', 'contacts')).toBe('48,214 contacts');
});

test('small shares keep a digit, and of nothing there is no share', () => {
  const said = [
    percent(1, 3),
    percent(34, 1_000),
    percent(0, 5),
    percent(1, 0),
    percent(0.8647),
    percent(0.05),
  ];
  expect(said).toEqual(['33%', '3.4%', '0%', '–', '86%', '5%']);
  expect(percent(0.8647, 1, 1)).toBe('86.5%');
});

test('an estimate is not shown to the last digit', () => {
  expect([48_214, 1_250, 96, 7].map(about)).toEqual(['about 48,000', 'about 1,300', 'about 96', 'about 7']);
});
