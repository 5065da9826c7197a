import { describe, expect, test } from 'vitest';
import type { RoutingRule } from './contract.ts';
import { decide, type Floor, type FloorRep, type Lead } from './floor.ts';

function repOf(id: string, more: Partial<FloorRep> = {}): FloorRep {
  return {
    id,
    name: id[0]?.toUpperCase() + id.slice(1),
    role: 'rep',
    teamIds: ['north'],
    weight: 1,
    capacity: 10,
    open: 0,
    takesLeads: true,
    skills: [],
    languages: new Set(),
    awayUntil: null,
    worksNow: true,
    worksAgain: () => null,
    ...more,
  };
}

function rule(to: RoutingRule['to'], more: Partial<RoutingRule> = {}): RoutingRule {
  return { id: 'r', name: 'The rule', when: null, to, skills: [], language: false, ...more };
}

const team = { kind: 'team', teamId: 'north' } as const;

function floorOf(
  reps: FloorRep[],
  rules: RoutingRule[] = [rule(team)],
  more: Partial<Floor['routing']> = {},
): Floor {
  return {
    routing: {
      owners: { cold: 'marketing', warm: 'marketing', hot: 'sales' },
      sticky: true,
      workingFirst: true,
      capacity: 10,
      rules,
      ...more,
    },
    rules: rules.map((each) => ({ title: each.name ?? each.id, problem: null })),
    reps: new Map(reps.map((rep) => [rep.id, rep])),
    teams: new Map([['north', 'North']]),
    turns: new Map(),
  };
}

const lead: Lead = {
  matches: [true, true, true],
  knownRepId: null,
  ownerId: null,
  companyOwnerId: null,
  language: null,
  notTo: [],
};

const monday = { at: new Date('2026-11-23T09:00:00Z'), words: 'Mon 09:00' };
const tuesday = { at: new Date('2026-11-24T09:00:00Z'), words: 'Tue 09:00' };

describe('a known owner', () => {
  test('comes before every rule, in the order of who knows them best, full or not', () => {
    const reps = [repOf('anna', { open: 10 }), repOf('ben'), repOf('cleo')];
    const known = { ...lead, knownRepId: 'anna', ownerId: 'ben', companyOwnerId: 'cleo' };
    expect(decide(floorOf(reps), known)).toMatchObject({
      repId: 'anna',
      words: 'Anna had this lead before; 10 of 10 open, works now',
    });
    expect(decide(floorOf(reps), { ...known, knownRepId: null }).repId).toBe('ben');
    expect(decide(floorOf(reps), { ...known, knownRepId: null, ownerId: 'nobody here' }).repId).toBe('cleo');
  });

  test('is passed over when away, when they gave it back, and where nobody wants it', () => {
    const away = [repOf('anna', { awayUntil: '2026-12-02' }), repOf('ben')];
    const decision = decide(floorOf(away), { ...lead, ownerId: 'anna' });
    expect(decision.repId).toBe('ben');
    expect(decision.steps[0]).toMatchObject({
      outcome: 'nobody_free',
      words: 'Anna owns this contact, but: on vacation until 2 Dec',
    });
    const both = [repOf('anna'), repOf('ben')];
    expect(decide(floorOf(both), { ...lead, ownerId: 'anna', notTo: ['anna'] }).repId).toBe('ben');
    const loose = floorOf(both, [rule({ kind: 'reps', reps: [{ repId: 'ben', weight: 1 }] })], {
      sticky: false,
    });
    expect(decide(loose, { ...lead, ownerId: 'anna' })).toMatchObject({ repId: 'ben' });
  });
});

describe('rules', () => {
  test('are asked in order, until one has somebody', () => {
    const full = rule({ kind: 'reps', reps: [{ repId: 'anna', weight: 1 }] }, { id: 'a', name: 'First' });
    const other = rule({ kind: 'reps', reps: [{ repId: 'ben', weight: 1 }] }, { id: 'b', name: 'Second' });
    const last = rule(team, { id: 'c', name: 'Third' });
    const floor = floorOf([repOf('anna', { open: 10 }), repOf('ben')], [full, other, last]);
    const decision = decide(floor, lead);
    expect(decision).toMatchObject({ repId: 'ben', words: 'Second; Ben has 0 of 10 open, works now' });
    expect(decision.steps.map(({ rule: id, outcome }) => [id, outcome])).toEqual([
      ['a', 'nobody_free'],
      ['b', 'chosen'],
    ]);
  });

  test('with conditions that do not hold, or that cannot be used, are left out', () => {
    const when = { match: 'all' as const, items: [] };
    const rules = [
      rule(team, { id: 'a', when }),
      rule(team, { id: 'b' }),
      rule(team, { id: 'c', name: 'Last' }),
    ];
    const floor = floorOf([repOf('anna')], rules);
    const second = floor.rules[1];
    if (second) second.problem = 'Its team is not there any more.';
    const decision = decide(floor, { ...lead, matches: [false, true, true] });
    expect(decision.steps.map(({ outcome }) => outcome)).toEqual(['no_match', 'skipped', 'chosen']);
    expect(decision.words).toMatch(/^Last; Anna/);
  });

  test('may name somebody who has left: the others take the turns', () => {
    const reps = [
      { repId: 'gone', weight: 5 },
      { repId: 'ben', weight: 1 },
    ];
    const decision = decide(floorOf([repOf('ben')], [rule({ kind: 'reps', reps })]), lead);
    expect(decision.repId).toBe('ben');
    expect(decision.steps[0]?.candidates.map(({ rep }) => rep.id)).toEqual(['ben']);
  });

  test('ask for every skill, whatever its spelling, and for the language where it is known', () => {
    const reps = [
      repOf('anna', { skills: ['SPA'] }),
      repOf('ben', { skills: ['Spa', 'Retail'], languages: new Set(['fr']) }),
    ];
    const skilled = rule(team, { skills: ['spa', 'retail'], language: true });
    expect(decide(floorOf(reps, [skilled]), lead).repId).toBe('ben');
    expect(decide(floorOf(reps, [skilled]), { ...lead, language: 'fr-CA' }).repId).toBe('ben');
    const none = decide(floorOf(reps, [skilled]), { ...lead, language: 'pt-BR' });
    expect(none.repId).toBeNull();
    expect(none.words).toContain('Anna: lacks retail; Ben: does not speak Portuguese');
  });
});

describe('among those who are free', () => {
  test('each lead counts at once: nobody gets more than they can have', () => {
    const floor = floorOf([repOf('anna', { capacity: 2 }), repOf('ben', { capacity: 1 })]);
    const given = [1, 2, 3, 4].map(() => decide(floor, lead).repId);
    expect(given.filter((id) => id === 'anna')).toHaveLength(2);
    expect(given.filter((id) => id === 'ben')).toHaveLength(1);
    expect(given[3]).toBeNull();
  });

  test('who works now comes first, else who works soonest, unless that does not matter', () => {
    const asleep = { worksNow: false };
    const reps = () => [
      repOf('anna', { ...asleep, worksAgain: () => tuesday }),
      repOf('ben', { ...asleep, worksAgain: () => monday }),
      repOf('cleo'),
    ];
    expect([1, 2].map(() => decide(floorOf(reps()), lead).repId)).toEqual(['cleo', 'cleo']);
    expect(decide(floorOf(reps().slice(0, 2)), lead)).toMatchObject({
      repId: 'ben',
      words: 'The rule; Ben has 0 of 10 open, works again Mon 09:00',
    });
    const anyTime = floorOf(reps(), [rule(team)], { workingFirst: false });
    expect(new Set([1, 2, 3].map(() => decide(anyTime, lead).repId)).size).toBe(3);
  });

  test('turns go on where they stood, each rule its own', () => {
    const floor = floorOf([repOf('anna'), repOf('ben')]);
    const first = decide(floor, lead).repId;
    const again = floorOf([repOf('anna'), repOf('ben')]);
    again.turns = floor.turns;
    expect(decide(again, lead).repId).not.toBe(first);
  });
});

describe('the queue', () => {
  test('of a rule waits for a claim; of nobody free, for somebody', () => {
    const queue = floorOf([repOf('anna')], [rule({ kind: 'queue', teamId: null })]);
    expect(decide(queue, lead)).toMatchObject({ repId: null, again: false });
    const full = floorOf([repOf('anna', { open: 10 })]);
    expect(decide(full, lead)).toMatchObject({
      repId: null,
      teamId: 'north',
      again: true,
      words: 'The rule: nobody is free (Anna: 10 of 10 open). It waits in the queue',
    });
  });

  test('is where a lead goes that no rule fits, and one of an empty team', () => {
    const never = rule(team, { when: { match: 'all', items: [] } });
    expect(decide(floorOf([repOf('anna')], [never]), { ...lead, matches: [false] }).words).toBe(
      'No rule fits, so it waits in the queue',
    );
    const lonely = floorOf([repOf('anna', { teamIds: [] })]);
    expect(decide(lonely, lead).words).toBe('The rule: nobody is there. It waits in the queue');
  });
});
