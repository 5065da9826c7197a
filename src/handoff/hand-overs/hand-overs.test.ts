import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { rooms } from '../../rooms.ts';
import { makeContact } from '../../audience/testing.ts';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { createLog } from '../../platform/log.ts';
import { listen } from '../../platform/listeners.ts';
import { cancelOperation, getOperation } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse, type TestActor } from '../../workspace/testing.ts';
import { judgeHandoff } from '../judging.ts';
import { routeOnce } from '../routing/route.ts';
import { handoffsOf, hotLead, inCountry, rep, ruleTo, setRouting } from '../testing.ts';
import { listHanded, showHandOver } from './handed.ts';
import { handOverMany } from './hand-overs.ts';
import { handOverJobs } from './jobs.ts';

const own = rooms.filter(({ name }) => name === 'handoff');

/** As the worker does it. */
async function work(db: Db, who: Actor, input: Parameters<typeof handOverMany>[2]): Promise<string> {
  const { id: operationId } = await handOverMany(db, who, input);
  await carryOut(db, operationId, input);
  return operationId;
}

async function carryOut(db: Db, operationId: string, input: Parameters<typeof handOverMany>[2]) {
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 2 };
  await handOverJobs['handoff.handOverMany']?.({ ...input, operationId }, context);
}

async function reachable(db: Db, fields: Parameters<typeof makeContact>[1] = {}): Promise<string> {
  return (await makeContact(db, { phone: '+44 113 496 0182', ...fields })).id;
}

describe('many handed to sales at once', () => {
  test('go to reps by the same rules, with the note; the others stay, and it is said why', async ({ db }) => {
    const tomas = await rep(db, 'Tomás', { role: 'marketer' });
    const hanna = await rep(db, 'Hanna');
    const jonas = await rep(db, 'Jonas');
    await setRouting(db, {
      rules: [
        ruleTo({ kind: 'reps', reps: [{ repId: jonas.id, weight: 1 }] }, { when: inCountry('DE') }),
        ruleTo({ kind: 'reps', reps: [{ repId: hanna.id, weight: 1 }] }),
      ],
    });
    const [german, british] = [await reachable(db, { country: 'DE' }), await reachable(db)];
    const open = await hotLead(db);
    const accepted = await hotLead(db);
    await judgeHandoff(db, hanna, accepted.id, { verdict: 'accepted' });
    const rejected = await hotLead(db);
    await judgeHandoff(db, hanna, rejected.id, { verdict: 'rejected', reason: 'no_budget' });
    const nobody = await makeContact(db);
    const ids = [german, british, open.contactId, accepted.contactId, rejected.contactId, nobody.id];

    const id = await work(db, tomas, { ids, note: 'Met at Salon North' });
    expect(await getOperation(db, id)).toMatchObject({
      state: 'done',
      done: 6,
      result: { handed: 2, open: 1, worked: 1, unreachable: 1, rejected: 1 },
      result_path: `/handoff/handed/${id}`,
    });
    await routeOnce(db);
    const [[one], [other]] = [await handoffsOf(db, german), await handoffsOf(db, british)];
    expect(one).toMatchObject({ trigger: 'manual', rep_id: jonas.id, opened_by: tomas.id });
    expect(other).toMatchObject({ rep_id: hanna.id, why: { note: 'Met at Salon North' } });
    expect(await handoffsOf(db, rejected.contactId)).toHaveLength(1);
    expect(await handoffsOf(db, open.contactId)).toMatchObject([{ trigger: 'hot', why: { said: [] } }]);

    const page = { limit: 10 };
    expect(await listHanded(db, tomas, id, { outcome: 'rejected', ...page })).toEqual({
      items: [expect.objectContaining({ id: rejected.contactId, reason: 'no_budget' })],
      next: null,
    });
    const { items } = await listHanded(db, tomas, id, { outcome: 'handed', ...page });
    expect(new Set(items.map(({ rep: name }) => name))).toEqual(new Set(['Hanna', 'Jonas']));
  });

  test('are all that a list shows but those unticked, and a page of them goes on after the last', async ({
    db,
  }) => {
    const marketer = await actor(db, 'marketer');
    const ids = [];
    for (let each = 0; each < 3; each++) ids.push(await reachable(db, { city: 'Leeds' }));
    await reachable(db, { city: 'York' });
    const list = {
      filter: [['city', 'is', 'Leeds'] as [string, string, unknown]],
      except: ids.slice(2),
    };
    const id = await work(db, marketer, { list });
    expect((await showHandOver(db, marketer, id)).counts).toMatchObject({ handed: 2 });
    const first = await listHanded(db, marketer, id, { outcome: 'handed', limit: 1 });
    const second = await listHanded(db, marketer, id, {
      outcome: 'handed',
      limit: 1,
      cursor: first.next ?? '',
    });
    expect([...first.items, ...second.items].map((each) => each.id)).toEqual(ids.slice(0, 2).toSorted());
    expect(second.next).toBeNull();
  });

  test('are, of a rep, only those within reach', async ({ db }) => {
    const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
    const [hers, his] = [
      await reachable(db, { ownerId: hanna.id }),
      await reachable(db, { ownerId: jonas.id }),
    ];
    const id = await work(db, hanna, { ids: [hers, his] });
    expect((await showHandOver(db, hanna, id)).counts).toMatchObject({ handed: 1 });
    expect(await handoffsOf(db, his)).toEqual([]);
    await expect(showHandOver(db, jonas, id)).rejects.toThrow('There is no such hand-over');
  });

  test('that are handed over a second time are with sales already', async ({ db }) => {
    const marketer = await actor(db, 'marketer');
    const ids = [await reachable(db), await reachable(db)];
    await work(db, marketer, { ids });
    const again = await work(db, marketer, { ids });
    expect((await showHandOver(db, marketer, again)).counts).toMatchObject({ handed: 0, open: 2 });
  });

  test('go on where a killed run stopped, and nobody is counted twice', async ({ db }) => {
    const marketer = await actor(db, 'marketer');
    await sql`insert into audience.contacts (id, given_name, email, stage, source, created_at, updated_at)
      select gen_random_uuid(), 'Nora', n || '@b.example', 'lead', 'search', now(), now() from generate_series(1, 502) as n`.execute(
      db,
    );
    const { id } = await handOverMany(db, marketer, { list: { filter: [] } });
    // Dies in its second batch, before that is committed.
    const before = listen([
      {
        'contacts.changed': async (_db, _who, told) => {
          if (told.ids.length < 500) throw new Error('killed');
        },
      },
    ]);
    await expect(carryOut(db, id, { list: { filter: [] } })).rejects.toThrow('killed');
    listen(before);
    expect(await getOperation(db, id)).toMatchObject({ state: 'running', done: 500 });
    await carryOut(db, id, { list: { filter: [] } });
    expect(await getOperation(db, id)).toMatchObject({ state: 'done', done: 502, result: { handed: 502 } });
  });

  test('stop when it is cancelled', async ({ db }) => {
    const marketer = await actor(db, 'marketer');
    const contactId = await reachable(db);
    const { id } = await handOverMany(db, marketer, { ids: [contactId] });
    await cancelOperation(db, system, id);
    await carryOut(db, id, { ids: [contactId] });
    expect(await handoffsOf(db, contactId)).toEqual([]);
  });
});

test('by API it needs the permission, and says what it cannot read', async ({ db }) => {
  const app = await testApp(testHouse(db), own);
  const ask = async (who: TestActor, payload: object) =>
    (await app.inject({ method: 'POST', url: '/api/hand-overs', headers: await signIn(app, who), payload }))
      .statusCode;
  const ids = [await reachable(db)];
  expect(await ask(await actor(db, 'analyst'), { ids })).toBe(403);
  const marketer = await actor(db, 'marketer');
  expect(await ask(marketer, {})).toBe(422);
  expect(await ask(marketer, { ids, list: {} })).toBe(422);
  expect(await ask(marketer, { ids })).toBe(202);
});
