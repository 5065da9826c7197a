import { sql } from 'kysely';
import { afterEach, describe, expect } from 'vitest';
import type { Actor } from './actor.ts';
import { freezeClock, releaseClock } from './clock.ts';
import type { Db } from './db.ts';
import { Invalid } from './errors.ts';
import { filteredBy, type FilterFields } from './filters.ts';
import { newId } from './ids.ts';
import type { Condition } from './lists.ts';
import { test } from './testing/testing.ts';

const anna: Actor = { kind: 'user', id: newId(), name: 'Anna', role: 'rep', teamIds: [] };
const ben = newId();

const fields: FilterFields = {
  name: { type: 'text', expression: 'p.name' },
  stage: { type: 'choice', expression: 'p.stage' },
  owner: { type: 'user', expression: 'p.owner' },
  seen: { type: 'date', expression: 'p.seen' },
  score: { type: 'number', expression: 'p.score' },
  vip: { type: 'yesno', expression: 'p.vip' },
};

afterEach(releaseClock);

/** The names of those that the conditions leave, of five people. */
async function left(db: Db, ...conditions: Condition[]): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    select p.key from (values
      ('a', 'Anna 100%', 'lead', ${anna.id}::uuid, timestamptz '2026-03-10T10:00Z', 10, true),
      ('b', 'ben', 'mql', ${ben}::uuid, '2026-03-09T10:00Z', 20, false),
      ('c', 'Annabel', 'customer', null, '2026-02-01T00:00Z', 30, null),
      ('d', '', null, null, null, null, null),
      ('e', null, 'lead', ${anna.id}::uuid, '2026-03-11T00:00Z', -5.5, true)
    ) as p (key, name, stage, owner, seen, score, vip)
    where ${filteredBy(conditions, fields, anna)} order by key`.execute(db);
  return rows.map(({ key }) => key).join('');
}

describe('leaves', () => {
  const cases: [Condition[], string][] = [
    [[], 'abcde'],
    [[['name', 'is', 'BEN']], 'b'],
    [[['name', 'is', ['ben', 'annabel']]], 'bc'],
    [[['name', 'is_not', 'ben']], 'acde'],
    [[['name', 'contains', 'NAB']], 'c'],
    [[['name', 'contains', '0%']], 'a'],
    [[['name', 'contains', '_']], ''],
    [[['name', 'starts_with', 'anna']], 'ac'],
    [[['name', 'is_empty', null]], 'de'],
    [[['name', 'is set', null]], 'abc'],
    [[['stage', 'is', ['lead', 'mql']]], 'abe'],
    [[['stage', 'is_not', ['lead', 'mql']]], 'cd'],
    [[['stage', 'is_empty', null]], 'd'],
    [[['owner', 'is', ['me']]], 'ae'],
    [[['owner', 'is', ['me', ben]]], 'abe'],
    [[['owner', 'is_not', 'me']], 'bcd'],
    [[['owner', 'nobody', null]], 'cd'],
    [[['seen', 'before', '2026-03-10']], 'bc'],
    [[['seen', 'after', '2026-03-10']], 'e'],
    [[['seen', 'after', '2026-03-10T09:00:00Z']], 'ae'],
    [[['seen', 'in_last', '2d']], 'ab'],
    [[['seen', 'in the last', 60]], 'abc'],
    [[['seen', 'in_last', '3h']], 'a'],
    [[['seen', 'is_empty', null]], 'd'],
    [[['score', '=', 20]], 'b'],
    [[['score', '<', 10]], 'e'],
    [[['score', '>', '10']], 'bc'],
    [[['score', 'at_least', 10]], 'abc'],
    [[['score', 'at_most', 10]], 'ae'],
    [[['vip', 'is', true]], 'ae'],
    [[['vip', 'is', false]], 'bcd'],
    [
      [
        ['stage', 'is', 'lead'],
        ['name', 'is_not_empty', null],
      ],
      'a',
    ],
  ];
  for (const [conditions, keys] of cases) {
    test(`${JSON.stringify(conditions).replace(ben, 'BEN')} → ${keys || 'nobody'}`, async ({ db }) => {
      freezeClock(new Date('2026-03-10T12:00:00Z'));
      expect(await left(db, ...conditions)).toBe(keys);
    });
  }
});

describe('refuses, and says what', () => {
  const cases: [Condition, RegExp][] = [
    [['shoe', 'is', 'x'], /cannot be filtered by "shoe"/],
    [['constructor', 'is', 'x'], /cannot be filtered by "constructor"/],
    [['name', 'before', 'x'], /"name" cannot be filtered with "before"/],
    [['name', 'toString', 'x'], /"name" cannot be filtered with "toString"/],
    [['seen', 'before', 'soon'], /"seen".*a date such as/],
    [['seen', 'in_last', '3x'], /"seen".*a span such as 30d/],
    [['seen', 'before', '-200000-01-01T00:00:00Z'], /"seen".*a date such as/],
    [['seen', 'after', '+200000-01-01T00:00:00Z'], /"seen".*a date such as/],
    [['seen', 'in_last', '9999y'], /"seen".*a span such as 30d/],
    [['score', 'is', 'many'], /"score".*a number/],
    [['vip', 'is', 'yes'], /"vip".*true or false/],
    [['owner', 'is', 'you'], /"owner".*the id of a person/],
    [['stage', 'is', []], /"stage".*a list/],
    [['name', 'contains', ''], /"name".*a text/],
    [['name', 'contains', 'No\0ra'], /"name".*U\+0000/],
    [['stage', 'is', ['lead', '\0']], /"stage".*U\+0000/],
  ];
  for (const [condition, message] of cases) {
    test(JSON.stringify(condition), () => {
      expect(() => filteredBy([condition], fields, anna)).toThrow(message);
      expect(() => filteredBy([condition], fields, anna)).toThrow(Invalid);
    });
  }
});

test('a program is nobody’s "me"', async ({ db }) => {
  const key: Actor = { ...anna, kind: 'system', id: null };
  const { rows } = await sql`select 1 from (select ${anna.id}::uuid as owner) as p
    where ${filteredBy([['owner', 'is', 'me']], fields, key)}`.execute(db);
  expect(rows).toEqual([]);
});
