import { expect, test } from 'vitest';
import { fieldLabel, identityWords, likelihoodWords, partings, percentOf, reasonWords } from './words.ts';

test('why two may be one is a sentence, the strongest reason first, what differs last', () => {
  expect(
    reasonWords([
      { field: 'givenName', how: 'similar', weight: 5 },
      { field: 'familyName', how: 'same', weight: 8 },
      { field: 'email', how: 'different', weight: -1 },
      { field: 'company', how: 'same', weight: 4 },
      { field: 'phone', how: 'same', weight: 14 },
    ]),
  ).toBe('Same phone, similar name, same company; different e-mail');
  expect(reasonWords([{ field: 'name', how: 'swapped', weight: 9 }])).toBe(
    'The same name the other way round',
  );
  expect(
    reasonWords([
      { field: 'givenName', how: 'different', weight: -5 },
      { field: 'familyName', how: 'same', weight: 6 },
    ]),
  ).toBe('Same last name; different first name');
});

test('how likely it is, is said in words and never as certain', () => {
  expect([0.5, 0.75, 0.95, 1].map(likelihoodWords)).toEqual([
    'Possibly one person',
    'Probably one person',
    'Very likely one person',
    'Almost certainly one person',
  ]);
  expect([0.7431, 0.9999].map(percentOf)).toEqual(['74%', 'over 99%']);
});

test('two spellings show where they part', () => {
  expect(partings('Castellan', 'Castelan')).toEqual(['Castel', 'l', 'an']);
  expect(partings('Castelan', 'Castellan')).toEqual(['Castel', '', 'an']);
  expect(partings('Leeds', 'York')).toBeNull();
});

test('fields and identities have the names people know', () => {
  expect(fieldLabel({ field: 'company', label: null })).toBe('Company');
  expect(fieldLabel({ field: 'property:hair', label: 'Hair type' })).toBe('Hair type');
  expect(identityWords({ kind: 'user', value: 'shop:4711' })).toBe('the user id 4711');
});
