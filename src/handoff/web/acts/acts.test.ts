// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { Known } from '../handoffs.ts';
import { acceptanceOf, checkAccept } from './AcceptDialog.tsx';
import { actKeys, actNames, acts, can } from './acts.ts';
import { attemptOf, checkAttempt } from './AttemptDialog.tsx';
import { draftOf, forgetDraft, keepDraft } from './drafts.ts';
import { loadWords, repChoices, type Rep } from './reps.ts';
import { checkReturn, returnOf } from './ReturnDialog.tsx';

const nora: Known['contact'] = {
  id: 'c',
  name: 'Nora Castellan',
  jobTitle: null,
  companyName: 'Castellan Hair Studios',
  email: 'nora@castellan.example',
  phone: null,
  city: null,
  country: null,
  language: null,
  stage: 'mql',
};
const lead: Known = {
  id: 'h',
  contact: nora,
  rep: { id: 'r', name: 'Hanna Brandt' },
  state: 'ready',
  may: { work: true, assign: true, claim: false },
};

describe('what one can do with a lead', () => {
  test('each has a key of its own, and all keys are always there', () => {
    const keys = actNames.map((name) => acts[name].keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(actKeys(lead)).toSorted()).toEqual(keys.toSorted());
    expect(actKeys(undefined)).toEqual({});
  });

  test('nobody is called who has no number, and it says so', () => {
    expect(can('write', lead)).toBe(true);
    expect(acts.call.wall(lead)).toBe('Nora Castellan has no phone number.');
  });

  test('what is judged is not judged again', () => {
    const accepted: Known = { ...lead, state: 'accepted', may: { work: false, assign: false, claim: false } };
    expect(acts.accept.wall(accepted)).toBe('Nora Castellan is accepted already.');
    expect(acts.assign.wall({ ...accepted, state: 'returned' })).toBe(
      'Nora Castellan went back to marketing.',
    );
  });

  test('what waits in the queue is claimed; what somebody has is not', () => {
    expect(can('claim', { ...lead, rep: null, may: { work: true, assign: false, claim: true } })).toBe(true);
    expect(acts.claim.wall(lead)).toBe('Nora Castellan is with Hanna Brandt already.');
  });
});

describe('what is sent', () => {
  const accept = {
    withDeal: true,
    name: ' Opening set ',
    amount: '1,640.50',
    currency: 'GBP',
    closeOn: '2027-01-31',
    words: '',
  };

  test('an acceptance opens a deal in minor units, or none', () => {
    expect(acceptanceOf(accept)).toEqual({
      verdict: 'accepted',
      deal: { name: 'Opening set', amount: 164_050, currency: 'GBP', expectedCloseOn: '2027-01-31' },
    });
    expect(acceptanceOf({ ...accept, withDeal: false, words: ' Good ' })).toEqual({
      verdict: 'accepted',
      words: 'Good',
    });
    expect(acceptanceOf({ ...accept, amount: '', closeOn: '' })).toMatchObject({
      deal: { amount: null, currency: null, expectedCloseOn: null },
    });
  });

  test('a deal needs a name and an amount one can read, when it is wanted', () => {
    expect(checkAccept({ ...accept, name: ' ' }).name).toBeDefined();
    expect(checkAccept({ ...accept, amount: 'plenty' }).amount).toBeDefined();
    expect(checkAccept({ ...accept, withDeal: false, name: '' })).toEqual({});
  });

  test('a return has a reason; another one, words; a recycled one, a day to come', () => {
    const blank = { reason: '' as const, recycleOn: '', words: '' };
    expect(Object.keys(checkReturn(blank))).toEqual(['reason']);
    expect(checkReturn({ ...blank, reason: 'other' }).words).toBe('Say which one.');
    const late = { ...blank, reason: 'bad_timing' as const };
    expect(checkReturn({ ...late, recycleOn: '2026-11-23' }, '2026-11-24').recycleOn).toBeDefined();
    expect(checkReturn({ ...late, recycleOn: '2026-11-24' }, '2026-11-24')).toEqual({});
    expect(returnOf('recycled', { ...late, recycleOn: '2027-03-01', words: 'In March' })).toEqual({
      verdict: 'recycled',
      reason: 'bad_timing',
      words: 'In March',
      recycleOn: '2027-03-01',
    });
    expect(returnOf('rejected', late)).toEqual({ verdict: 'rejected', reason: 'bad_timing' });
  });

  test('an attempt says how it ended', () => {
    expect(checkAttempt({ kind: 'call', outcome: '', words: '' })).toHaveProperty('outcome');
    expect(attemptOf({ kind: 'call', outcome: 'voicemail', words: '' })).toEqual({
      kind: 'call',
      outcome: 'voicemail',
    });
  });
});

test('what was typed is there again until it is sent', () => {
  keepDraft('reject h', { words: 'One chair' });
  expect(draftOf('reject h', { words: '', reason: '' })).toEqual({ words: 'One chair', reason: '' });
  forgetDraft('reject h');
  expect(draftOf('reject h', { words: '' })).toEqual({ words: '' });
});

test('whoever is free stands first among whom one can give a lead to', () => {
  const rep = (id: string, more: Partial<Rep> = {}): Rep => ({
    id,
    name: id,
    role: 'rep',
    teams: [],
    weight: 1,
    capacity: null,
    effectiveCapacity: 2,
    open: 0,
    skills: [],
    languages: [],
    takesLeads: true,
    vacations: [],
    awayUntil: null,
    worksNow: true,
    worksAgainAt: null,
    ...more,
  });
  const reps = [rep('away', { awayUntil: '2026-12-02' }), rep('full', { open: 2 }), rep('free'), rep('me')];
  expect(repChoices(reps, 'me').map(({ value }) => value)).toEqual(['free', 'full', 'away']);
  expect(loadWords(rep('x', { open: 1 }))).toBe('1 of 2 leads open');
  expect(loadWords(rep('x', { takesLeads: false }))).toBe('takes no leads');
});
