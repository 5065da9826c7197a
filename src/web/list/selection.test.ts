import { expect, test } from 'vitest';
import { addRange, describe as tell, isChosen, nothing, toggle, type Chosen } from './selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const all: Chosen = { kind: 'all', except: new Set() };
const clear = () => undefined;

test('ticking twice takes it back', () => {
  const once = toggle(nothing, 'a');
  expect(isChosen(once, 'a')).toBe(true);
  expect(isChosen(toggle(once, 'a'), 'a')).toBe(false);
});

test('a range works in both directions', () => {
  const forth = addRange(toggle(nothing, 'b'), ids, 1, 3);
  const back = addRange(toggle(nothing, 'd'), ids, 3, 1);
  expect(tell(forth, undefined, {}, clear).ids).toEqual(['b', 'c', 'd']);
  expect(tell(back, undefined, {}, clear).ids?.toSorted()).toEqual(['b', 'c', 'd']);
});

test('all that match, except the ones unticked', () => {
  const most = toggle(all, 'c');
  const selection = tell(most, { count: 48_214, exact: true }, { q: 'salon', sort: 'name' }, clear);
  expect(isChosen(most, 'c')).toBe(false);
  expect(selection.count).toBe(48_213);
  expect(selection.ids).toBeUndefined();
  expect(selection.matching).toEqual({ q: 'salon', except: ['c'] });
});

test('a range among all brings back what was unticked in it', () => {
  const again = addRange(toggle(all, 'c'), ids, 1, 3);
  expect(isChosen(again, 'c')).toBe(true);
});
