import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { audience } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import type { Role } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
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

test('the measured points become a draft of the model in force; nothing else of it changes', async ({
  db,
}) => {
  const api = await apiOf(db, 'marketing_manager');
  const propose = { method: 'POST', url: '/api/propensity/proposals', payload: {} } as const;
  expect((await api(propose)).statusCode).toBe(409);
  const { id: modelId, document } = await modelInForce(db);
  const [group] = document.groups;
  const [rule, other] = group?.rules ?? [];
  const worth = { ruleId: rule?.id, suggested: 21 } as RuleWorth;
  await db
    .insertInto('scoring.rule_worths')
    .values({
      model_id: modelId,
      cut_off: now(),
      window_days: 90,
      measured_at: now(),
      items: JSON.stringify([worth]),
    })
    .execute();
  const proposed = await api(propose);
  expect(proposed.statusCode, proposed.body).toBe(201);
  const draft = await api({ url: `/api/score-models/${proposed.json<{ id: string }>().id}` });
  const { state, document: drafted } = draft.json<{ state: string; document: typeof document }>();
  expect(state).toBe('draft');
  expect(drafted.groups[0]?.rules[0]?.points).toBe(21);
  expect(drafted.groups[0]?.rules[1]).toEqual(other);
  expect(drafted.fit).toEqual(document.fit);
});
