import { expect, test } from 'vitest';
import { listRequest, listSearch, nextSort, normal, sameState, sortDirection } from './list-state.ts';

test('a link with nonsense in it still opens the page', () => {
  expect(listSearch({ q: '', filter: 'no', sort: 7, columns: [1], view: null })).toEqual({});
  expect(listSearch({ filter: [['stage', 'is', 'lead'], ['half'], 'x'] })).toEqual({
    filter: [['stage', 'is', 'lead']],
  });
});

test('a number typed into the search survives the URL', () => {
  expect(listSearch({ q: 113 })).toEqual({ q: '113' });
});

test('an empty filter within a view is kept, otherwise the view would bring its own back', () => {
  expect(listSearch({ view: 'v1', filter: [] })).toEqual({ view: 'v1', filter: [] });
});

test('the server is asked only what is whole', () => {
  const request = listRequest(
    {
      q: ' nora ',
      filter: [
        ['stage', 'is', ['lead']],
        ['fit', 'at_least', null],
      ],
    },
    '-created_at',
  );
  expect(request).toEqual({ q: 'nora', filter: '[["stage","is",["lead"]]]', sort: '-created_at' });
  expect(listRequest({ sort: 'name' }, undefined)).toEqual({ sort: 'name' });
});

test('empty parts make no difference between a list and its view', () => {
  expect(sameState({ q: '', filter: [] }, {})).toBe(true);
  expect(sameState({ filter: [['stage', 'is', 'lead']] }, {})).toBe(false);
  expect(normal({ sort: '', columns: undefined })).toEqual({});
});

test('three clicks on a header: up, down, the list’s own order', () => {
  expect(nextSort(undefined, 'name')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('-name', 'name')).toBeUndefined();
  expect(sortDirection('-name', 'name')).toBe('descending');
  expect(sortDirection('fit', 'name')).toBeUndefined();
});
