import { describe, expect, test } from 'vitest';
import { cutPage, listQuery, PAGE_SIZE } from './lists.ts';

describe('the query of a list', () => {
  test('has a page size and no filter by itself', () => {
    expect(listQuery.parse({})).toEqual({ filter: [], limit: PAGE_SIZE });
  });

  test('reads the filter from JSON', () => {
    const filter = '[["stage","is",["lead"]],["name","is_empty",null]]';
    expect(listQuery.parse({ filter }).filter).toEqual([
      ['stage', 'is', ['lead']],
      ['name', 'is_empty', null],
    ]);
  });

  test.each(['{', '{}', '[["stage"]]', '[[1,2,3]]', '"x"'])('refuses %s as a filter', (filter) => {
    expect(listQuery.safeParse({ filter }).error?.issues[0]?.message).toContain(
      'JSON array of [field, operator, value]',
    );
  });

  test('takes a limit from the address, within bounds', () => {
    expect(listQuery.parse({ limit: '7' }).limit).toBe(7);
    expect(listQuery.safeParse({ limit: '501' }).success).toBe(false);
    expect(listQuery.safeParse({ limit: '0' }).success).toBe(false);
  });
});

test('a page is cut where the next one starts', () => {
  const rows = ['a', 'b', 'c'].map((id) => ({ id }));
  expect(cutPage(rows, 2)).toEqual({ rows: [{ id: 'a' }, { id: 'b' }], next: 'b' });
  expect(cutPage(rows, 3)).toEqual({ rows, next: null });
  expect(cutPage([], 3)).toEqual({ rows: [], next: null });
});
