import { expect, test } from 'vitest';
import { countryChoices, countryName, languageChoices, positionOf, showValue } from './words.ts';

test('codes are shown as names, and what is not known as it stands', () => {
  expect(countryName('GB')).toBe('United Kingdom');
  expect(showValue('language', 'pt-BR')).toBe('Brazilian Portuguese');
  expect(showValue('stage', 'mql')).toBe('MQL');
  expect(showValue('country', '??')).toBe('??');
});

test('the countries offered are those of today, by name', () => {
  const countries = countryChoices();
  const codes = countries.map(({ value }) => value);
  expect(codes).toContain('GB');
  expect(codes.filter((code) => ['SU', 'DD', 'EU', 'ZZ'].includes(code))).toEqual([]);
  expect(countries[0]?.label).toBe('Afghanistan');
  expect(countries.length).toBeGreaterThan(230);
});

test('a language somebody has already is always among the choices', () => {
  expect(languageChoices('cy-GB').map(({ value }) => value)).toContain('cy-GB');
});

test('the line under a name leaves out what is not known', () => {
  expect(positionOf({ jobTitle: 'Owner', companyName: null, city: 'Leeds' })).toBe('Owner, Leeds');
});
