import type { InjectOptions } from 'fastify';
import { expect, onTestFinished } from 'vitest';
import { audience } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import type { Role } from '../../platform/actor.ts';
import { freezeClock, now, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { touchpoints } from '../../touchpoints/touchpoints.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { scoring } from '../scoring.ts';
import { modelInForce } from '../testing.ts';
import type { RuleWorth } from './contract.ts';

async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience, touchpoints, scoring]);
  const headers = await signIn(app, await actor(db, role));
  return (options: InjectOptions) => app.inject({ headers, ...options });
}

test('before a training there is no model, and a contact has no probability', async ({ db }) => {
  const api = await apiOf(db, 'rep');
  const { id } = await makeContact(db);
  const check = await api({ url: '/api/propensity/check' });
  expect(check.statusCode, check.body).toBe(200);
  expect(check.json()).toMatchObject({
    model: null,
    held: null,
    effects: [],
    windowDays: 90,
    operationId: null,
  });
  expect((await api({ url: `/api/contacts/${id}/propensity` })).json()).toMatchObject({
    probability: null,
    words: 'No model has been trained yet.',
  });
});

test('a training is an operation, one at a time, and not a rep’s to start', async ({ db }) => {
  const manager = await apiOf(db, 'marketing_manager');
  const start = { method: 'POST', url: '/api/propensity/trainings', payload: { windowDays: 30 } } as const;
  const started = await manager(start);
  expect(started.statusCode, started.body).toBe(202);
  const { operationId } = started.json<{ operationId: string }>();
  expect((await manager({ url: '/api/propensity' })).json()).toMatchObject({ operationId });
  expect((await manager(start)).statusCode).toBe(409);
  expect((await (await apiOf(db, 'rep'))(start)).statusCode).toBe(403);
  const wrong = await manager({ ...start, payload: { windowDays: 3 } });
  expect(wrong.json()).toMatchObject({
    errors: [{ field: 'windowDays', message: 'Choose at least 14 days.' }],
  });
});

test('the points measured beyond chance become a draft of the model in force; nothing else of it changes', async ({
  db,
}) => {
  freezeClock(new Date('2026-12-08T12:00:00Z'));
  onTestFinished(releaseClock);
  const api = await apiOf(db, 'marketing_manager');
  const propose = { method: 'POST', url: '/api/propensity/proposals', payload: {} } as const;
  expect((await api(propose)).statusCode).toBe(409);
  const { id: modelId, document } = await modelInForce(db);
  const [group] = document.groups;
  const [rule, other] = group?.rules ?? [];
  const worth = (ruleId: string, points: number, [low, suggested, high]: [number, number, number]) =>
    ({ ruleId, points, suggested, suggestedLow: low, suggestedHigh: high }) as RuleWorth;
  const worths = [
    worth(rule?.id ?? '', 1, [12, 21, 30]),
    // What was measured may be chance, what sales did says whom they chose: both keep what they have.
    worth('social-heard', 5, [-31, -9, 12]),
    worth('sales-warm-call', 15, [-14, -6, 2]),
  ];
  await db
    .insertInto('scoring.rule_worths')
    .values({
      model_id: modelId,
      cut_off: now(),
      window_days: 90,
      measured_at: now(),
      items: JSON.stringify(worths),
    })
    .execute();
  const proposed = await api(propose);
  expect(proposed.statusCode, proposed.body).toBe(201);
  const draft = await api({ url: `/api/score-models/${proposed.json<{ id: string }>().id}` });
  const {
    state,
    document: drafted,
    note,
  } = draft.json<{
    state: string;
    document: typeof document;
    note: string;
  }>();
  expect(state).toBe('draft');
  expect(drafted.groups[0]?.rules[0]?.points).toBe(21);
  expect(drafted.groups[0]?.rules[1]).toEqual(other);
  expect(drafted.fit).toEqual(document.fit);
  const changed = (id: string) => {
    const read = (some: typeof document) =>
      some.groups.flatMap(({ rules }) => rules).find((each) => each.id === id);
    return read(drafted)?.points !== read(document)?.points;
  };
  expect(['social-heard', 'sales-warm-call'].filter(changed)).toEqual([]);
  expect(note).toBe(
    '1 rule takes the points measured on 8 December 2026, by who became a customer until then. ' +
      '1 rule keeps its own, as what was measured may be chance. ' +
      '1 rule keeps its own, as sales chose whom to call or visit: that says whom, not what it did.',
  );
});
