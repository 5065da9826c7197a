import { describe, expect, test } from 'vitest';
import { documentOf, editedOf, newFitRule, textOf, unfinishedIn, withRoot } from '../model/edited.ts';
import { thresholdSentences } from '../model/threshold-words.ts';
import type { ModelDocument } from '../../simulation/contract.ts';
import { oftenWords, ordinal, ruleWords, signed } from '../words.ts';
import { warmthFrom } from './warmth.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

const line = (enter: number, leave: number) => ({
  engagement: { enter, leave },
  fit: { enter: 0, leave: 0 },
});
const score = {
  temperature: 'hot' as const,
  coolsAt: '2026-12-01T00:00:00Z',
  fit: { score: 60 },
  thresholds: { warm: line(30, 25), hot: line(60, 50) },
};
const cold = { temperature: 'cold' as const, why: null, fit: null, engagement: null };
const sample = (day: string, engagement: number) => ({ at: `2026-${day}T00:00:00Z`, engagement });

test('the ribbon is as warm as they were, and as thick as they were engaged', () => {
  const warmth = warmthFrom(
    {
      spans: [
        { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z', ...cold },
        {
          from: '2026-11-01T00:00:00Z',
          to: null,
          temperature: 'hot',
          why: 'touched',
          fit: 60,
          engagement: 61,
        },
      ],
      samples: [sample('11-01', 60)],
      warmFrom: 30,
      hotFrom: 60,
    },
    score,
    now,
  );
  expect(warmth.bands.map(({ word, to }) => [word, to])).toEqual([
    ['Cold', Date.parse('2026-11-01T00:00:00Z')],
    ['Hot', now],
  ]);
  expect(warmth.engagement[0]?.share).toBeCloseTo(2 / 3);
  expect(warmth.cools).toMatchObject({ word: 'Cools to warm', tone: 'warm' });
});

test('what happened before scores were kept is as warm as the version in force sees it', () => {
  const samples = [
    sample('09-01', 10),
    sample('09-10', 35),
    sample('09-20', 27),
    sample('10-01', 62),
    sample('10-10', 52),
    sample('10-20', 12),
  ];
  const spans = [{ from: '2026-08-01T00:00:00Z', to: null, ...cold }];
  const { bands } = warmthFrom({ spans, samples, warmFrom: 30, hotFrom: 60 }, score, now);
  expect(bands.map(({ tone, from }) => [tone, new Date(from).toISOString().slice(5, 10)])).toEqual([
    ['cold', '08-01'],
    ['warm', '09-10'],
    ['hot', '10-01'],
    ['cold', '10-20'],
  ]);
  expect(bands.at(-1)?.to).toBe(now);
});

describe('in words', () => {
  const names = { kinds: new Map([['page_view', 'Page viewed']]), channels: new Map([['email', 'E-mail']]) };

  test('a rule is a sentence', () => {
    const rule = {
      id: 'a',
      points: 6,
      what: { kinds: ['page_view'], page: '/pricing', channels: ['email'] },
    };
    expect(ruleWords(rule, names)).toBe('page viewed on /pricing through e-mail');
    expect(ruleWords({ ...rule, what: { name: 'Spring' }, often: { from: 3, days: 7 } }, names)).toBe(
      'any touchpoint called “Spring”, from the third within 7 days on',
    );
    expect(oftenWords({ from: 2, most: 4, days: 1 })).toBe('from the second on, at most 4 within a day');
    expect([signed(5), signed(-12)]).toEqual(['+5', '−12']);
    expect([1, 6, 11, 12, 13, 21, 22, 23].map(ordinal)).toEqual([
      'first',
      '6th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '23rd',
    ]);
  });

  test('thresholds say both axes', () => {
    const line = (enter: number, leave: number, fit: number) => ({
      engagement: { enter, leave },
      fit: { enter: fit, leave: Math.max(0, fit - 5) },
    });
    expect(thresholdSentences({ hot: line(60, 50, 40), warm: line(20, 15, 0) })).toEqual([
      'Hot from an engagement of 60 and a fit of 40 on, until below an engagement of 50 or below a fit of 35.',
      'Warm from an engagement of 20 on, until below an engagement of 15.',
      'Cold otherwise.',
    ]);
  });
});

describe('a document that is being written', () => {
  const document: ModelDocument = {
    fit: {
      base: 20,
      rules: [
        {
          id: 'gb',
          points: 10,
          when: {
            match: 'all',
            items: [{ source: 'contact', field: 'country', operator: 'is', value: ['GB'] }],
          },
        },
      ],
      grades: { a: 75, b: 50, c: 25 },
    },
    groups: [],
    raisedHands: [],
    raisedHandDays: 14,
    warm: { engagement: { enter: 20, leave: 15 }, fit: { enter: 0, leave: 0 } },
    hot: { engagement: { enter: 60, leave: 50 }, fit: { enter: 0, leave: 0 } },
  };

  test('is the same when nothing was changed', () => {
    expect(documentOf(editedOf(document))).toEqual(document);
    // The database keeps the parts in an order of its own.
    const { hot, ...rest } = document;
    expect(textOf({ hot, ...rest })).toBe(textOf(document));
  });

  test('a rule that is not whole is not saved, and what was whole stays until it is again', () => {
    const edited = editedOf(document);
    const [rule] = edited.fit.rules;
    if (rule === undefined) throw new Error('There is no rule.');
    const emptied = withRoot(rule, { ...rule.root, items: [] });
    const fit = { ...edited.fit, rules: [emptied, newFitRule()] };
    expect(unfinishedIn({ ...edited, fit })).toBe(2);
    expect(documentOf({ ...edited, fit })).toEqual(document);
  });
});
