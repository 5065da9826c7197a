import { expect, test } from 'vitest';
import { saidOf } from './columns.tsx';
import { contactsAskedFor } from './contact-choices.ts';

test('a link to the hand-offs of somebody names them, whatever else the address says', () => {
  const filter = encodeURIComponent('[["state","is",["ready"]],["contact","is",["nora"]]]');
  expect(contactsAskedFor(`?filter=${filter}&sort=-openedAt`)).toEqual(['nora']);
  expect(contactsAskedFor('?filter=[[')).toEqual([]);
  expect(contactsAskedFor('')).toEqual([]);
});

test('a verdict in one line', () => {
  expect(saidOf({ verdict: 'rejected', reason: 'no_need', words: 'One chair' })).toBe(
    'Rejected, no need: One chair',
  );
  expect(saidOf({ verdict: 'accepted', reason: null, words: null })).toBe('Accepted');
  expect(saidOf({ verdict: null, reason: null, words: null })).toBe('');
});
