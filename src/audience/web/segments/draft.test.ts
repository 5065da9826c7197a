import { describe, expect, test } from 'vitest';
import {
  addTo,
  emptyGroup,
  isUnfinished,
  newCondition,
  removeFrom,
  setMatch,
  toDraft,
  toTree,
  withOperator,
} from './draft.ts';
import type { OfferedField, Tree } from './segments.ts';

const city: OfferedField = {
  source: 'contact',
  field: 'city',
  label: 'City',
  group: 'Contact',
  editor: 'text',
  operators: ['is'],
  choices: [],
};

describe('a tree while it is written', () => {
  test('what is not filled in yet is neither counted nor saved', () => {
    const empty = emptyGroup();
    expect(toTree(empty)).toBeUndefined();
    const condition = newCondition(city);
    const begun = addTo(empty, empty.key, condition);
    expect(toTree(begun)).toBeUndefined();
    expect(isUnfinished(begun)).toBe(true);
    const whole = { ...begun, items: [{ ...condition, given: { operator: 'is', value: 'Leeds' } }] };
    expect(isUnfinished(whole)).toBe(false);
    expect(toTree(whole)).toEqual({
      match: 'all',
      items: [{ source: 'contact', field: 'city', operator: 'is', value: 'Leeds' }],
    });
  });

  test('it comes back from the server as it went there', () => {
    const tree: Tree = {
      match: 'all',
      items: [
        { source: 'contact', field: 'stage', operator: 'is', value: ['lead'] },
        { match: 'none', items: [{ source: 'touchpoints', field: 'did', kinds: ['page_view'] }] },
      ],
    };
    expect(toTree(toDraft(tree))).toEqual(tree);
  });

  test('parts are added, turned and taken away wherever they stand', () => {
    const root = emptyGroup();
    const inner = emptyGroup('any');
    const condition = { ...newCondition(city), given: { operator: 'is_empty', value: null } };
    const grown = addTo(addTo(root, root.key, inner), inner.key, condition);
    const turned = setMatch(grown, inner.key, 'none');
    expect(toTree(turned)).toMatchObject({
      match: 'all',
      items: [{ match: 'none', items: [{ field: 'city' }] }],
    });
    expect(toTree(removeFrom(turned, condition.key))).toBeUndefined();
  });

  test('another operator keeps the value where it still fits', () => {
    expect(withOperator({ operator: 'is', value: 'Leeds' }, 'is_not')).toEqual({
      operator: 'is_not',
      value: 'Leeds',
    });
    expect(withOperator({ operator: 'is', value: 'Leeds' }, 'is_empty').value).toBeNull();
    expect(withOperator({ operator: 'after', value: '2026-01-01' }, 'in_last').value).toBe('30d');
    expect(withOperator({ operator: 'in_last', value: '7d' }, 'over_ago').value).toBe('7d');
    expect(withOperator({ operator: 'in_last', value: '7d' }, 'before').value).toBeNull();
  });
});
