import { expect, test } from 'vitest';
import { gridTemplate, shownColumns, sortField, type Column } from './columns.ts';
import { rangeAround } from './use-window.ts';

const column = (id: string, more: Partial<Column<string>> = {}): Column<string> => ({
  id,
  header: id,
  width: 100,
  cell: (item) => item,
  ...more,
});
const columns = [
  column('name'),
  column('stage'),
  column('value', { hidden: true }),
  column('owner', { hideable: false }),
];
const ids = (chosen?: string[]) => shownColumns(columns, chosen).map(({ id }) => id);

test('hidden columns wait to be chosen; the first and the fixed ones always show', () => {
  expect(ids()).toEqual(['name', 'stage', 'owner']);
  expect(ids(['value'])).toEqual(['name', 'value', 'owner']);
  expect(ids(['owner', 'gone', 'stage'])).toEqual(['name', 'owner', 'stage']);
});

test('the last column takes what is left', () => {
  const shown = shownColumns(columns, ['stage']);
  expect(gridTemplate(shown, { stage: 180 }, true)).toBe('32px 100px 180px minmax(100px, 1fr)');
});

test('a column sorts by its id, or by the name the server knows', () => {
  expect(sortField(column('a', { sortable: true }))).toBe('a');
  expect(sortField(column('a', { sortable: 'created_at' }))).toBe('created_at');
  expect(sortField(column('a'))).toBeUndefined();
});

test('rows are rendered some way beyond both edges, in steps', () => {
  expect(rangeAround(0, 15)).toEqual({ first: 0, last: 30 });
  expect(rangeAround(101, 15)).toEqual({ first: 85, last: 130 });
  expect(rangeAround(102, 15)).toEqual({ first: 90, last: 130 });
});
