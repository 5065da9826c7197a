import { expect } from 'vitest';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { sentenceFor } from './reading.ts';
import type { Item, Tree } from './tree.ts';

const contact = (field: string, operator: string, value: unknown) => ({
  source: 'contact',
  field,
  operator,
  value,
});
const did = (kinds: string[], more: object = {}) => ({ source: 'touchpoints', kinds, ...more });
const all = (...items: Item[]): Tree => ({ match: 'all', items });
const any = (...items: Item[]): Tree => ({ match: 'any', items });
const none = (...items: Item[]): Tree => ({ match: 'none', items });

const customers = contact('stage', 'is', ['customer']);
const inGermany = contact('country', 'is', ['DE']);
const often = did(['page_view'], {
  page: '/pricing',
  times: { is: 'at_least', count: 3 },
  period: { last: '30d' },
});
const never = did(['form_submitted'], { times: { is: 'at_most', count: 0 } });

async function says(db: Db, tree: Tree): Promise<string> {
  return sentenceFor(db, tree);
}

test('a tree reads as one would say it', async ({ db }) => {
  expect(await says(db, all(customers, inGermany, often, never))).toBe(
    'Customers in Germany who viewed /pricing at least 3 times in the last 30 days and never submitted a form',
  );
  expect(await says(db, all(inGermany))).toBe('Contacts in Germany');
  expect(await says(db, all(customers))).toBe('Customers');
  expect(await says(db, any(inGermany, often))).toBe(
    'Contacts who are in Germany or viewed /pricing at least 3 times in the last 30 days',
  );
  expect(await says(db, all(customers, any(inGermany, never)))).toBe(
    'Customers who are in Germany or never submitted a form',
  );
  expect(await says(db, all(customers, often, any(inGermany, never)))).toBe(
    'Customers who viewed /pricing at least 3 times in the last 30 days and (are in Germany or never submitted a form)',
  );
});

test('none of these says every part the other way round', async ({ db }) => {
  expect(await says(db, all(customers, none(inGermany, often)))).toBe(
    'Customers who are not in Germany and did not view /pricing at least 3 times in the last 30 days',
  );
  expect(await says(db, none(all(customers, never)))).toBe(
    'Contacts who are not customers or submitted a form',
  );
  expect(await says(db, none(none(inGermany, never)))).toBe(
    'Contacts who are in Germany or never submitted a form',
  );
});

test('every source has words of its own', async ({ db }) => {
  const anna = await actor(db, 'rep');
  const sentences = await Promise.all(
    [
      contact('owner', 'is', [anna.id]),
      contact('tags', 'has', ['VIP', 'press']),
      contact('createdAt', 'in_last', '7d'),
      contact('jobTitle', 'contains', 'buyer'),
      contact('city', 'is', ['Leeds', 'York']),
      { source: 'stage', stage: 'lead', period: { last: '30d' } },
      { source: 'company', field: 'industry', operator: 'is_not', value: ['Retail'] },
      { source: 'company', field: 'employees', operator: 'at_least', value: 50 },
      { source: 'activity', field: 'lastTouchAt', operator: 'over_ago', value: '14d' },
      { source: 'activity', field: 'firstChannel', operator: 'is', value: ['radio'] },
      did(['call_cold', 'call_warm'], { period: { from: '2026-01-01', to: '2026-03-31' } }),
      did([], { channels: ['trade_fair'], times: { is: 'exactly', count: 2 } }),
      { source: 'contact', field: 'nonsense', operator: 'is', value: 'x' },
    ].map((condition) => says(db, all(condition))),
  );
  expect(sentences).toEqual([
    `Contacts who belong to ${anna.name}`,
    'Contacts who are tagged “VIP” or “press”',
    'Contacts who were added in the last 7 days',
    'Contacts who have “buyer” in their job title',
    'Contacts in Leeds or York',
    'Contacts who became a lead in the last 30 days',
    'Contacts who do not work for a company whose industry is “Retail”',
    'Contacts who work for a company whose number of employees is at least 50',
    'Contacts who were last seen more than 14 days ago',
    'Contacts who were first seen through radio',
    'Contacts who had a cold call or a warm call between 1 Jan 2026 and 31 Mar 2026',
    'Contacts who had any touchpoint through a trade fair exactly twice',
    'Contacts who match a condition that is not understood',
  ]);
});
