import { expect, test } from 'vitest';
import { newCondition } from '../../../audience/web/segments/draft.ts';
import type { OfferedField } from '../../../audience/web/segments/segments.ts';
import type { Rep } from '../acts/reps.ts';
import { moved } from './order.ts';
import { checkRep, repChangeFrom, repDraftFrom } from './rep-draft.ts';
import { checkRule, draftFrom, ruleFrom, wordsIn } from './rule-draft.ts';
import type { Rule } from './routing.ts';
import { blank, questionOf } from './sample.ts';

const rule: Rule = {
  id: 'de',
  name: 'Germany',
  when: {
    match: 'all',
    items: [{ source: 'contact', field: 'country', operator: 'is', value: ['DE'] }],
  },
  to: { kind: 'reps', reps: [{ repId: 'hanna', weight: 2 }] },
  skills: ['Spa'],
  language: true,
};

test('a rule comes out of its editor as it went in', () => {
  expect(ruleFrom(draftFrom(rule))).toEqual(rule);
  const toTeam: Rule = { ...rule, when: null, name: null, to: { kind: 'team', teamId: 't' }, skills: [] };
  expect(ruleFrom(draftFrom(toTeam))).toEqual(toTeam);
  const toQueue: Rule = { ...toTeam, to: { kind: 'queue', teamId: null } };
  expect(ruleFrom(draftFrom(toQueue))).toEqual(toQueue);
});

test('what is missing is said: a team, a rep, a weight, half a condition', () => {
  const fresh = draftFrom(undefined);
  expect(checkRule(fresh).teamId).toBe('Choose a team.');
  expect(checkRule({ ...fresh, to: 'reps' }).reps).toBe('Choose at least one rep.');
  const heavy = [{ repId: 'hanna', weight: '0' }];
  expect(checkRule({ ...fresh, to: 'reps', reps: heavy }).reps).toBe(
    'A weight is a whole number from 1 to 100.',
  );
  const country = { source: 'contact', field: 'country', editor: 'choice', operators: ['is'] };
  const half = { ...fresh.when, items: [newCondition(country as OfferedField)] };
  expect(checkRule({ ...fresh, to: 'queue', when: half }).when).toBeDefined();
  expect(checkRule({ ...fresh, to: 'queue' })).toEqual({});
});

test('rules change places; nothing moves beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b'], 0, 5)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, -1)).toEqual(['a', 'b']);
});

test('a made-up lead is asked about with all that was filled in, and nothing else', () => {
  const sample = {
    ...blank,
    country: 'DE',
    tags: 'Salon, spa',
    companyName: 'Grand Union',
    employees: '120',
  };
  expect(questionOf('sample', undefined, blank)).toBeUndefined();
  expect(questionOf('sample', undefined, { ...blank, properties: { line: '', sizes: [] } })).toBeUndefined();
  expect(questionOf('sample', undefined, { ...sample, properties: { line: 'spa', note: ' ' } })).toEqual({
    lead: {
      country: 'DE',
      tags: ['Salon', 'spa'],
      companyName: 'Grand Union',
      company: { employees: 120 },
      properties: { line: 'spa' },
    },
  });
});

test('words between commas, each once', () => {
  expect(wordsIn(' Spa, hotels,, Spa ')).toEqual(['Spa', 'hotels']);
});

const hanna: Rep = {
  id: 'hanna',
  name: 'Hanna Brandt',
  role: 'rep',
  teams: [],
  weight: 2,
  capacity: null,
  effectiveCapacity: 20,
  open: 3,
  skills: ['Spa'],
  languages: ['de'],
  takesLeads: true,
  vacations: [{ id: 'v', from: '2026-12-23', to: '2026-12-31', note: null }],
  awayUntil: null,
  worksNow: true,
  worksAgainAt: null,
};

test('what a rep can take comes out as it went in', () => {
  expect(repChangeFrom(repDraftFrom(hanna))).toEqual({
    takesLeads: true,
    weight: 2,
    capacity: null,
    skills: ['Spa'],
    languages: ['de'],
    vacations: [{ from: '2026-12-23', to: '2026-12-31', note: null }],
  });
});

test('a vacation ends after it begins, languages are codes, a capacity is a number', () => {
  const draft = repDraftFrom(hanna);
  const [vacation] = draft.vacations;
  if (vacation === undefined) throw new Error('There is one.');
  expect(checkRep({ ...draft, vacations: [{ ...vacation, to: '2026-12-01' }] }).vacations).toBeDefined();
  expect(checkRep({ ...draft, languages: 'German' }).languages).toBeDefined();
  expect(checkRep({ ...draft, capacity: '0', weight: '' })).toMatchObject({
    capacity: expect.any(String) as string,
    weight: expect.any(String) as string,
  });
  expect(checkRep(draft)).toEqual({});
});

test('nothing is asked before there is somebody to ask about', () => {
  expect(questionOf('contact', undefined, blank)).toBeUndefined();
  expect(questionOf('sample', undefined, blank)).toBeUndefined();
  expect(questionOf('sample', undefined, { ...blank, country: 'DE' })).toEqual({ lead: { country: 'DE' } });
  expect(questionOf('contact', { id: 'c', name: 'Nora' }, blank)).toEqual({ contactId: 'c' });
});
