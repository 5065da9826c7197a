import { expect, test } from 'vitest';
import { area, customersAmong, factor } from './checks.ts';

const ranked = [
  { people: 1, customers: 1 },
  { people: 2, customers: 1 },
  { people: 10, customers: 5 },
];

test('who became a customer among the first so many is read off the lift curve', () => {
  expect(customersAmong(ranked, 1)).toBe(1);
  expect(customersAmong(ranked, 6)).toBe(3);
  expect(customersAmong(ranked, 10)).toBe(5);
  expect(customersAmong(ranked, 400)).toBe(5);
});

test('factors and areas are said with as many digits as they deserve', () => {
  expect([2.94, 0.42, 12.3, 0.03].map(factor)).toEqual(['×2.9', '×0.4', '×12', '×0.03']);
  expect([0.8147, 0.9871].map(area)).toEqual(['0.81', '0.987']);
});
