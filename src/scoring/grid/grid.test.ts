import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { audience } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import { system, type Actor, type Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { makeSource } from '../../touchpoints/testing.ts';
import { record } from '../../touchpoints/touchpoints.ts';
import { actor, makeTeam, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { scoring } from '../scoring.ts';
import { keepOnce, putInForce, smallModel } from '../testing.ts';
import type { Grid, ShownScore } from './contract.ts';

async function apiAs(db: Db, who: Actor) {
  const app = await testApp(testHouse(db), [audience, scoring]);
  const headers = await signIn(app, who);
  return async (options: InjectOptions) => {
    const answer = await app.inject({ headers, ...options });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
}

const apiOf = async (db: Db, role: Role) => apiAs(db, await actor(db, role));

async function person(db: Db, fields: { jobTitle?: string; ownerId?: string }, kinds: string[]) {
  const email = `${newId()}@castellan.example`;
  const { id } = await makeContact(db, { email, ...fields });
  const source = await makeSource(db);
  const at = (kind: string, hours: number) => ({
    messageId: newId(),
    person: { email },
    occurredAt: new Date(Date.now() - hours * 3_600_000),
    kind,
  });
  await record(
    db,
    system,
    source,
    kinds.map((kind, place) => at(kind, place + 1)),
  );
  return id;
}

/** Whoever has a job title is an A, everybody else a B. */
const model = smallModel({
  fit: {
    base: 50,
    rules: [
      {
        id: 'titled',
        points: 40,
        when: {
          match: 'all',
          items: [{ source: 'contact', field: 'jobTitle', operator: 'is_not_empty', value: null }],
        },
      },
    ],
    grades: { a: 75, b: 50, c: 25 },
  },
});

const countsOf = ({ cells }: Grid) =>
  Object.fromEntries(
    cells
      .filter(({ count }) => count > 0)
      .map(({ grade, temperature, count }) => [`${grade} ${temperature}`, count]),
  );

test('each cell counts the people its link leads to', async ({ db }) => {
  await putInForce(db, model);
  const hot = await person(db, { jobTitle: 'Owner' }, ['meeting', 'form_submitted']);
  await person(db, {}, ['meeting']);
  await person(db, {}, ['page_view']);
  while ((await keepOnce(db)) > 0);
  const api = await apiOf(db, 'analyst');
  const { status, body } = await api({ url: '/api/scores/grid' });
  expect(status).toBe(200);
  expect(body.cells).toHaveLength(12);
  expect(countsOf(body)).toEqual({ 'A hot': 1, 'B warm': 1, 'B cold': 1 });
  for (const { count, filter, exact } of (body as Grid).cells) {
    const list = await api({ url: `/api/contacts?filter=${encodeURIComponent(filter)}` });
    expect([list.body.items.length, exact]).toEqual([count, true]);
  }
  await db.updateTable('audience.contacts').set({ deleted_at: new Date() }).where('id', '=', hot).execute();
  expect(countsOf((await api({ url: '/api/scores/grid' })).body)).toEqual({ 'B warm': 1, 'B cold': 1 });
});

test('a rep sees and counts only whom they may see, in the grid and in a list', async ({ db }) => {
  await putInForce(db, model);
  const north = await makeTeam(db, 'North');
  const mine = await actor(db, 'rep', { team: north });
  const stranger = await actor(db, 'rep', { team: await makeTeam(db, 'South') });
  const own = await person(db, { jobTitle: 'Owner', ownerId: mine.id ?? '' }, ['meeting', 'form_submitted']);
  const other = await person(db, { ownerId: stranger.id ?? '' }, ['meeting']);
  while ((await keepOnce(db)) > 0);
  const api = await apiAs(db, mine);
  expect(countsOf((await api({ url: '/api/scores/grid' })).body)).toEqual({ 'A hot': 1 });
  const asked = await api({ url: `/api/scores?contacts=${own},${other}` });
  const items = asked.body.items as ShownScore[];
  expect(items).toMatchObject([{ contactId: own, temperature: 'hot', grade: 'A', fit: 90 }]);
  expect(items[0]?.engagement).toBeGreaterThan(45);
  expect((await api({ url: '/api/scores?contacts=nobody' })).status).toBe(422);
});
