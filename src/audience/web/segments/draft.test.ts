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
  wishesFor,
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

const did: OfferedField = {
  source: 'touchpoints',
  field: 'did',
  label: 'Did …',
  group: 'Touchpoints',
  editor: 'touchpoints',
  operators: [],
  choices: [
    { value: 'page_view', label: 'Page viewed' },
    { value: 'email_opened', label: 'E-mail opened' },
  ],
  parts: { channels: [{ value: 'radio', label: 'Radio' }] },
};

test('what people do is found by what it is, through what it was, and on which page', () => {
  const found = (typed: string) =>
    wishesFor([city, did], typed).map(({ label, already }) => [label, already]);
  expect(found('')).toEqual([
    ['City', undefined],
    ['Did …', undefined],
  ]);
  expect(found('opened')[0]).toEqual(['E-mail opened', { kinds: ['email_opened'] }]);
  expect(found('radio')[0]).toEqual(['Anything through Radio', { channels: ['radio'] }]);
  expect(found('/pricing')).toEqual([['Anything on a page with “/pricing”', { page: '/pricing' }]]);
  expect(found('city')[0], 'fields come before pages').toEqual(['City', undefined]);
  expect(newCondition(did, { kinds: ['page_view'] }).given).toMatchObject({
    kinds: ['page_view'],
    times: { is: 'at_least', count: 1 },
  });
});

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
