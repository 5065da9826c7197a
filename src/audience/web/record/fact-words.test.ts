import { afterEach, expect, test } from 'vitest';
import { queryClient } from '../../../web/query.ts';
import { propertiesQuery, type Property } from '../properties/properties.ts';
import { linkWords, offeredChoices, showValue, typedValue } from '../properties/words.ts';
import { factName, factWords } from './fact-words.ts';

function property(part: Partial<Property>): Property {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    recordKind: 'contact',
    key: 'spend',
    label: 'Yearly spend',
    description: null,
    type: 'money',
    choices: [],
    currency: 'GBP',
    position: 1,
    indexWantedAt: null,
    indexedAt: null,
    createdAt: '2026-11-20T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    archivedAt: null,
    ...part,
  };
}

const nobody = () => undefined;
const hair = property({
  key: 'hair',
  type: 'choice',
  currency: null,
  choices: [
    { value: 'curly', label: 'Curly' },
    { value: 'bald', label: 'Bald', retired: true },
  ],
});

afterEach(() => queryClient.clear());

test('own properties are called and read as they are declared, fields as everybody calls them', () => {
  queryClient.setQueryData(propertiesQuery('contact').queryKey, { items: [property({}), hair] });
  expect(factName('property:spend')).toBe('Yearly spend');
  expect(factWords('property:spend', 123450, nobody)).toBe('£1,234.50');
  expect(factWords('property:hair', 'curly', nobody)).toBe('Curly');
  expect(factWords('property:spend', 'a lot', nobody)).toBe('a lot');
  expect([factName('tags'), factWords('tags', ['VIP', 'Fair'], nobody)]).toEqual(['Tags', 'VIP, Fair']);
  expect(factWords('stage', 'mql', nobody)).toBe('MQL');
  expect(factWords('ownerId', 'x', () => 'Hanna Brandt')).toBe('Hanna Brandt');
  expect([factName('property:shoe_size'), factName('parentId')]).toEqual(['Shoe size', 'Parent']);
});

test('a value is shown in words and typed in figures', () => {
  expect(showValue(property({}), 5000)).toBe('£50');
  expect(typedValue(property({}), 123450)).toBe('1234.50');
  expect(typedValue(property({ currency: 'JPY' }), 1200)).toBe('1200');
  expect(showValue(property({ type: 'date' }), '2026-03-12')).toBe('12 Mar 2026');
  expect(showValue(property({ type: 'user' }), 'x')).toBe('a former colleague');
  expect(linkWords('https://www.hallow.example/shop/')).toBe('hallow.example/shop');
});

test('a retired choice is offered only to those who have it', () => {
  expect(offeredChoices(hair, []).map(({ label }) => label)).toEqual(['Curly']);
  expect(offeredChoices(hair, ['bald']).map(({ label }) => label)).toEqual(['Curly', 'Bald']);
});
