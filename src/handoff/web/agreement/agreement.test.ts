import { expect, test } from 'vitest';
import type { Line } from './agreements.ts';
import { newPromise } from './editor/new-promise.ts';
import { lengthOf, minutesOf } from './lengths.ts';
import { blocksOf } from './markdown.ts';
import {
  against,
  amountWords,
  apart,
  keptWords,
  leadWords,
  lengthWords,
  monthFrom,
  monthWords,
} from './words.ts';

test('Markdown becomes words to show; HTML stays the text it is', () => {
  const plain = (text: string) => ({ text, strong: false, emphasis: false });
  expect(
    blocksOf(
      '## Why\nWe **sign** this\nfor *one* reason.\n\n- first\n- second\n\n1. one\n\n<script>x</script>',
    ),
  ).toEqual([
    { kind: 'heading', pieces: [plain('Why')] },
    {
      kind: 'paragraph',
      pieces: [
        plain('We '),
        { text: 'sign', strong: true, emphasis: false },
        plain(' this'),
        plain(' for '),
        { text: 'one', strong: false, emphasis: true },
        plain(' reason.'),
      ],
    },
    { kind: 'list', ordered: false, items: [[plain('first')], [plain('second')]] },
    { kind: 'list', ordered: true, items: [[plain('one')]] },
    { kind: 'paragraph', pieces: [plain('<script>x</script>')] },
  ]);
});

test('lengths of working time go there and back', () => {
  expect(lengthOf(960)).toEqual({ amount: 2, unit: 'days' });
  expect(lengthOf(90)).toEqual({ amount: 90, unit: 'minutes' });
  for (const minutes of [0, 15, 60, 90, 480, 2_400]) expect(minutesOf(lengthOf(minutes))).toBe(minutes);
  expect([lengthWords(22), lengthWords(125), lengthWords(480 * 3 + 5)]).toEqual([
    '22 min',
    '2 h 05',
    '3 days',
  ]);
});

test('a number says against what it stands and how far it is', () => {
  const line = { unit: 'share', currency: null, target: 0.9, pace: null, difference: -0.04 } as Line;
  expect([against(line), apart(line)]).toEqual(['of 90%', '−4 pt']);
  const leads = { ...line, unit: 'count', target: 560, pace: 430.2, difference: 10.8 } as Line;
  expect([against(leads), apart(leads)]).toEqual(['pace 430', '+10']);
  expect(apart({ ...line, difference: 0 })).toBe('');
  expect(monthWords(monthFrom('2026-01', -1))).toBe('December 2025');
});

test('a promise without a case is not counted as one that was not kept', () => {
  const lines = (...states: Line['state'][]) => states.map((state) => ({ state }));
  expect(keptWords(lines('kept', 'broken', 'open', 'behind'))).toBe('1 of 3');
  expect(keptWords(lines('open'))).toBe('–');
});

test('a lead one may not read is told by its rep', () => {
  expect([leadWords({ name: 'Dele Adeyemi' }), leadWords(null)]).toEqual([
    'A lead of Dele Adeyemi',
    'A lead of another team',
  ]);
});

test.each([
  ['EUR', 5_000_000, '€50,000'],
  ['JPY', 50_000, 'JP¥50,000'],
  ['KWD', 50_000_000, /^KWD\s50,000(\.000)?$/],
])('a promise of pipeline begins in %s, in its own units', (currency, target, words) => {
  const promise = newPromise('pipeline_value', currency);
  expect(promise).toMatchObject({ currency, target });
  expect(amountWords({ unit: 'money', currency }, target)).toMatch(words);
});
