import { describe, expect, test } from 'vitest';
import { choicesFor, deletedWords, lossesIn, retentionWords, rulesOf, textsOf } from './retention.ts';

test('the form offers always first, and then ever less', () => {
  expect(choicesFor('others').map(({ label }) => label)).toEqual([
    'always',
    '10 years',
    '7 years',
    '5 years',
    '3 years',
  ]);
});

test('rules become choices of the form, and come back as they were', () => {
  const rules = { web: 24, others: null, visitors: 3 };
  expect(rulesOf(textsOf(rules))).toEqual(rules);
});

const none = { touchpoints: 0, months: 0, exact: true };

describe('what would go', () => {
  test('is nothing to ask about where nothing would', () => {
    expect(lossesIn({ web: none, others: none, visitors: { visitors: 0, exact: true } })).toEqual([]);
  });

  test('is counted while it is little, and about so much else', () => {
    const losses = lossesIn({
      web: { touchpoints: 123_456, months: 14, exact: false },
      others: { touchpoints: 1, months: 1, exact: true },
      visitors: { visitors: 1_200, exact: true },
    });
    expect(losses).toEqual([
      'about 120,000 web touchpoints, such as page views and clicks, of 14 months',
      '1 other touchpoint of 1 month',
      '1,200 visitors with all that is known of them',
    ]);
  });
});

describe('the end of a line says what is not there any more', () => {
  const before = (web: string | null, others: string | null) => deletedWords({ web, others });
  test('of pages, of all else, of both', () => {
    expect(before(null, null)).toBeUndefined();
    expect(before('2026-05-01', '2026-05-01')).toBe(
      'Touchpoints before May 2026 were deleted by the retention rules.',
    );
    expect(before('2026-05-01', null)).toBe(
      'Page views, clicks and other web touchpoints before May 2026 were deleted by the retention rules.',
    );
    expect(before(null, '2023-11-01')).toBe(
      'Touchpoints before November 2023 were deleted by the retention rules; page views and clicks are still there.',
    );
    expect(before('2026-05-01', '2023-11-01')).toBe(
      'Page views, clicks and other web touchpoints before May 2026, and all others before November 2023, were deleted by the retention rules.',
    );
  });
});

test('the audit log reads them in words', () => {
  expect(retentionWords.field('others')).toBe('Other touchpoints are kept');
  const read = (field: string, value: unknown) => retentionWords.value(field, value, () => undefined);
  expect(read('others', 84)).toBe('7 years');
  expect(read('visitors', null)).toBe('never');
  expect(read('web', 13)).toBe('13 months');
});
