import type { InjectOptions } from 'fastify';
import { afterEach, expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import type { Role } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { audience } from '../audience/audience.ts';
import '../rooms.ts';
import { makeSource } from '../touchpoints/testing.ts';
import { actor, signIn, testApp, testHouse, type TestActor } from '../workspace/testing.ts';
import { scoring } from './scoring.ts';
import {
  changeModel,
  defaultModel,
  happen,
  putInForce,
  runApplication,
  settleScores,
  smallModel,
  touch,
} from './testing.ts';

afterEach(() => releaseClock());

async function apiOf(db: Db, who: Role | TestActor) {
  const app = await testApp(testHouse(db), [audience, scoring]);
  const headers = await signIn(app, typeof who === 'string' ? await actor(db, who) : who);
  return async (method: NonNullable<InjectOptions['method']>, url: string, payload?: object) => {
    const answer = await app.inject({ headers, method, url, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
}

test('there is a first version in force, in sentences', async ({ db }) => {
  const api = await apiOf(db, 'rep');
  const { status, body } = await api('GET', '/api/score-models/current');
  expect(status).toBe(200);
  expect(body).toMatchObject({ number: 1, state: 'in_force', createdBy: { name: 'Tandem' }, maySign: [] });
  expect(body.document).toEqual(defaultModel);
  const sentences = body.sentences.fit.map(({ sentence }: { sentence: string }) => sentence);
  expect(sentences[0]).toBe('Contacts who have a company name');
  const web = body.sentences.groups[0].rules.map(({ sentence }: { sentence: string }) => sentence);
  expect(web).toContain('Viewed /pricing');
  expect(body.sentences.fit.every(({ problem }: { problem: string | null }) => problem === null)).toBe(true);
});

test('draft, propose, sign by both sides, in force; nothing of it changes once it is proposed', async ({
  db,
}) => {
  const marketing = await actor(db, 'marketing_manager');
  const sales = await actor(db, 'sales_manager');
  const [ofMarketing, ofSales, ofRep] = [
    await apiOf(db, marketing),
    await apiOf(db, sales),
    await apiOf(db, 'rep'),
  ];
  expect((await ofRep('POST', '/api/score-models', {})).status).toBe(403);
  const drafted = await ofMarketing('POST', '/api/score-models', {});
  expect(drafted).toMatchObject({ status: 201, body: { number: 2, state: 'draft', basedOn: { number: 1 } } });
  const url = `/api/score-models/${drafted.body.id}`;
  const document = smallModel();
  const edited = await ofSales('PATCH', url, {
    document,
    note: 'Simpler',
    updatedAt: drafted.body.updatedAt,
  });
  expect(edited).toMatchObject({ status: 200, body: { note: 'Simpler', document } });
  expect((await ofMarketing('PATCH', url, { note: 'x', updatedAt: '2020-01-01T00:00:00Z' })).status).toBe(
    409,
  );
  expect((await ofSales('PUT', `${url}/signatures/sales`)).status).toBe(409);
  expect(await ofMarketing('PUT', `${url}/proposal`)).toMatchObject({
    body: { state: 'proposed', maySign: ['marketing'], proposedBy: { id: marketing.id } },
  });
  expect(await ofMarketing('PATCH', url, { document: defaultModel })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('only one that is a draft can be changed') },
  });
  expect(await ofMarketing('PUT', `${url}/signatures/sales`)).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('a sales manager signs') },
  });
  expect(await ofMarketing('PUT', `${url}/signatures/marketing`)).toMatchObject({
    body: {
      state: 'proposed',
      signatures: { marketing: { by: { name: marketing.name } }, sales: null },
      maySign: [],
    },
  });
  expect((await ofMarketing('PUT', `${url}/signatures/marketing`)).status).toBe(409);
  const signed = await ofSales('PUT', `${url}/signatures/sales`);
  expect(signed).toMatchObject({ body: { state: 'signed', operationId: expect.any(String) } });
  expect((await ofSales('DELETE', `${url}/proposal`)).status).toBe(409);
  await runApplication(db, drafted.body.id);
  expect((await ofRep('GET', '/api/score-models/current')).body).toMatchObject({
    number: 2,
    state: 'in_force',
    document,
  });
  const listed = await ofRep('GET', '/api/score-models?limit=1');
  expect(listed.body).toMatchObject({ items: [{ number: 2 }], next: expect.any(String) });
  const rest = await ofRep('GET', `/api/score-models?limit=1&cursor=${listed.body.next}`);
  expect(rest.body).toMatchObject({ items: [{ number: 1, state: 'retired' }], next: null });
});

test('a proposal is withdrawn, a draft discarded; one person may sign both sides, one after the other', async ({
  db,
}) => {
  const api = await apiOf(db, 'owner');
  const draft = async () => (await api('POST', '/api/score-models', {})).body.id as string;
  const id = await draft();
  await api('PUT', `/api/score-models/${id}/proposal`);
  expect((await api('DELETE', `/api/score-models/${id}/proposal`)).body).toMatchObject({
    state: 'withdrawn',
  });
  expect((await api('PUT', `/api/score-models/${id}/signatures/sales`)).status).toBe(409);
  const other = await draft();
  expect((await api('DELETE', `/api/score-models/${other}`)).status).toBe(204);
  expect((await api('GET', `/api/score-models/${other}`)).status).toBe(404);
  const [one, two] = [await draft(), await draft()];
  for (const each of [one, two]) {
    await api('PUT', `/api/score-models/${each}/proposal`);
    expect((await api('PUT', `/api/score-models/${each}/signatures/sales`)).body).toMatchObject({
      maySign: ['marketing'],
    });
  }
  expect((await api('PUT', `/api/score-models/${one}/signatures/marketing`)).body).toMatchObject({
    state: 'signed',
  });
  expect(await api('PUT', `/api/score-models/${two}/signatures/marketing`)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('not in force yet') },
  });
});

test('what cannot be right is refused, each at its place', async ({ db }) => {
  const api = await apiOf(db, 'marketer');
  const { body } = await api('POST', '/api/score-models', {});
  const model = smallModel();
  const refused = async (document: object) => {
    const answer = await api('PATCH', `/api/score-models/${body.id}`, { document });
    return [
      answer.status,
      ...answer.body.errors.map(({ field, message }: Record<string, string>) => `${field}: ${message}`),
    ];
  };
  expect(await refused({ ...model, warm: model.hot, hot: model.warm })).toEqual([
    422,
    'document.hot.engagement.enter: Hot begins at or above warm.',
    'document.hot.engagement.leave: Hot ends at or above where warm ends.',
    'document.hot.fit.enter: Hot begins at or above warm.',
    'document.hot.fit.leave: Hot ends at or above where warm ends.',
  ]);
  expect(await refused({ ...model, hot: { ...model.hot, fit: { enter: 10, leave: 20 } } })).toContainEqual(
    expect.stringContaining('document.hot.fit.leave: Who is hot stays so'),
  );
  const [web = model.groups[0]] = model.groups;
  expect(await refused({ ...model, groups: [{ ...web, halfLifeDays: 0, cap: -1 }] })).toEqual([
    422,
    'document.groups.0.cap: The most a group gives is 0 or more.',
    'document.groups.0.halfLifeDays: A half-life is more than 0 days.',
  ]);
  const fit = (condition: object) => ({
    ...model,
    fit: { ...model.fit, rules: [{ id: 'f', points: 1, when: { match: 'all', items: [condition] } }] },
  });
  expect(await refused(fit({ source: 'touchpoints', kinds: ['page_view'] }))).toContainEqual(
    expect.stringContaining('document.fit.rules.0.when: The fit asks who somebody is'),
  );
  expect(
    await refused(fit({ source: 'contact', field: 'createdAt', operator: 'in_last', value: '30d' })),
  ).toContainEqual(expect.stringContaining('does not change because time passes'));
  expect(
    await refused(fit({ source: 'contact', field: 'shoeSize', operator: 'is', value: ['46'] })),
  ).toContainEqual(
    expect.stringContaining('document.fit.rules.0.when.items.0.field: Contacts have no field'),
  );
});

test('two versions differ in sentences', async ({ db }) => {
  const api = await apiOf(db, 'owner');
  const { body } = await api('POST', '/api/score-models', {});
  const document = structuredClone(defaultModel);
  const [web] = document.groups;
  if (web)
    Object.assign(web, {
      halfLifeDays: 14,
      rules: [...web.rules.slice(1), { id: 'new', points: 4, what: { kinds: ['screen_view'] } }],
    });
  document.groups[0]?.rules.forEach((each) => void (each.id === 'web-form' && (each.points = 25)));
  document.hot.fit.enter = 40;
  await api('PATCH', `/api/score-models/${body.id}`, { document });
  const found = await api('GET', `/api/score-models/${body.id}/differences`);
  expect(found.body.against).toMatchObject({ number: 1 });
  expect(found.body.items.map(({ words }: { words: string }) => words)).toEqual([
    'Group Web: at most 40 points, half of them gone after 14 days instead of at most 40 points, half of them gone after 7 days.',
    'Web: Submitted a form: +25 points instead of +15 points.',
    'New rule: Web: Viewed a screen: +4 points.',
    'No longer a rule: Web: Viewed a page or a screen: +1 point.',
    'Hot: from engagement 45 and fit 40 on, until below 32 or 25 instead of from engagement 45 and fit 30 on, until below 32 or 25.',
  ]);
});

test('the score of a contact says why', async ({ db }) => {
  const noon = new Date('2026-11-20T12:00:00Z');
  freezeClock(noon);
  const daysAgo = (days: number) => new Date(noon.getTime() - days * 86_400_000);
  await putInForce(
    db,
    smallModel({
      fit: {
        base: 40,
        grades: { a: 75, b: 50, c: 25 },
        rules: [
          {
            id: 'leeds',
            points: 20,
            when: {
              match: 'all',
              items: [{ source: 'contact', field: 'city', operator: 'is', value: ['Leeds'] }],
            },
          },
          {
            id: 'york',
            points: 30,
            when: {
              match: 'all',
              items: [{ source: 'contact', field: 'city', operator: 'is', value: ['York'] }],
            },
          },
        ],
      },
    }),
  );
  const source = await makeSource(db);
  const nora = await makeContact(db, { city: 'Leeds' });
  await settleScores(db);
  freezeClock(daysAgo(60));
  await happen(db, source, [touch(nora.id, 'meeting', daysAgo(60))]);
  freezeClock(noon);
  await settleScores(db);
  await happen(db, source, [
    touch(nora.id, 'page_view', daysAgo(7)),
    touch(nora.id, 'page_view', noon),
    touch(nora.id, 'form_submitted', noon, { name: 'Demo wanted' }),
  ]);
  const api = await apiOf(db, 'rep');
  const { body } = await api('GET', `/api/contacts/${nora.id}/score`);
  expect(body).toMatchObject({
    fit: {
      score: 60,
      grade: 'B',
      base: 40,
      rules: [{ id: 'leeds', sentence: 'Contacts in Leeds', points: 20 }],
    },
    engagement: {
      now: 35,
      groups: [
        {
          label: 'Web',
          now: 27.5,
          cap: 40,
          rules: [
            { id: 'form', now: 20, count: 1 },
            { id: 'page', now: 7.5, count: 2 },
          ],
        },
        { label: 'Sales', now: 7.5, rules: [{ id: 'met', sentence: 'Had a meeting', now: 7.5, count: 1 }] },
      ],
    },
    temperature: 'hot',
    temperatureSince: noon.toISOString(),
    raisedHand: { label: 'Asked for a demo' },
    raised: [
      { words: 'Asked for a demo', points: 0 },
      { words: 'Submitted a form', points: 20 },
      { words: 'Viewed a page, twice', points: 7.5 },
    ],
    cooled: [{ words: 'What happened more than 30 days ago has faded', points: -7.5 }],
  });
  expect(body.coolsAt).toBe(body.raisedHand.until);
  const history = (await api('GET', `/api/contacts/${nora.id}/temperatures`)).body;
  const spans = history.spans.map(({ temperature, why }: Record<string, string>) => [temperature, why]);
  expect(spans).toEqual([
    ['cold', null],
    ['warm', 'touched'],
    ['cold', 'cooled'],
    ['hot', 'raised_hand'],
  ]);
  expect(history.spans.at(-1).to).toBeNull();
  expect(history.samples.at(-1).engagement).toBeCloseTo(35, 9);
  expect(
    Math.max(...history.samples.map(({ engagement }: { engagement: number }) => engagement)),
  ).toBeCloseTo(35, 9);
});

test('lists and segments ask for temperature, grade and when somebody became hot', async ({ db }) => {
  await putInForce(db, smallModel());
  const source = await makeSource(db);
  const [nora, omar] = [await makeContact(db), await makeContact(db)];
  await happen(db, source, [
    touch(nora.id, 'meeting', new Date()),
    touch(nora.id, 'form_submitted', new Date()),
  ]);
  await settleScores(db);
  const api = await apiOf(db, 'owner');
  const listed = async (...filter: unknown[]) => {
    const url = `/api/contacts?filter=${encodeURIComponent(JSON.stringify([filter]))}`;
    return (await api('GET', url)).body.items.map(({ id }: { id: string }) => id);
  };
  expect(await listed('temperature', 'is', ['hot'])).toEqual([nora.id]);
  expect(await listed('temperature', 'is', ['cold'])).toEqual([omar.id]);
  expect(await listed('grade', 'is', ['B'])).toHaveLength(2);
  expect(await listed('fit', 'at_least', 51)).toEqual([]);
  const tried = async (condition: object) => {
    const tree = { match: 'all', items: [{ source: 'score', ...condition }] };
    const { sentence, people } = (await api('POST', '/api/segments/previews', { tree })).body;
    return [sentence, people.map(({ id }: { id: string }) => id)];
  };
  expect(await tried({ field: 'temperature', operator: 'is', value: ['hot'] })).toEqual([
    'Contacts who are hot',
    [nora.id],
  ]);
  expect(await tried({ field: 'temperature', operator: 'is', value: ['cold'] })).toEqual([
    'Contacts who are cold',
    [omar.id],
  ]);
  expect(await tried({ field: 'hotAt', operator: 'in_last', value: '7d' })).toEqual([
    'Contacts who became hot in the last 7 days',
    [nora.id],
  ]);
  expect((await tried({ field: 'grade', operator: 'is', value: ['A', 'B'] }))[1]).toHaveLength(2);
  const owner = await actor(db, 'owner');
  await changeModel(
    db,
    { marketing: owner, sales: owner },
    smallModel({ fit: { base: 80, rules: [], grades: { a: 75, b: 50, c: 25 } } }),
  );
  expect(await listed('grade', 'is', ['A'])).toHaveLength(2);
  expect(await listed('temperature', 'is', ['hot'])).toEqual([nora.id]);
});
