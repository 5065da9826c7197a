import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import '../rooms.ts';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { openDatabase, transaction, type Db } from '../platform/db.ts';
import { openEars } from '../platform/ears.ts';
import { newId } from '../platform/ids.ts';
import type { StoredEvent } from '../platform/outbox.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { actor, openTestWorkspace, testHouse } from '../workspace/testing.ts';
import { agree, clockOf, firstResponse } from './clocks/testing.ts';
import { judgeHandoff } from './judging.ts';
import { leaverWatch } from './leaving.ts';
import { keepHandoffs } from './rounds.ts';
import { changeRep } from './routing/reps.ts';
import { routeOnce } from './routing/route.ts';
import { handoffRow, hotLead, moves, openOf, rep, ruleTo, setRouting } from './testing.ts';
import { claimHandoff } from './working.ts';

let house: FreshDatabase;
/** A second process, as far as the database can tell. */
let other: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  house = await freshDatabase();
  other = openDatabase(house.url, { max: 3 });
});
afterEach(async () => {
  for (const table of [
    'handoff.handoffs',
    'handoff.turns',
    'handoff.routing',
    'handoff.reps',
    'handoff.vacations',
  ] as const)
    await house.db.deleteFrom(table).execute();
  await house.db.deleteFrom('workspace.users').execute();
  await house.db.deleteFrom('platform.events').execute();
});
afterAll(async () => {
  await other.close();
  await house.close();
});

async function namesOf(db: Db, name: string): Promise<string[]> {
  const rows = await db
    .selectFrom('platform.events')
    .select('subject_id')
    .where('name', '=', name)
    .orderBy('position')
    .execute();
  return rows.map(({ subject_id: id }) => id);
}

/** Until somebody waits for a lock another one has. */
async function somebodyWaits(db: Db): Promise<void> {
  await expect
    .poll(async () => (await sql`select from pg_locks where not granted`.execute(db)).rows.length, {
      interval: 10,
    })
    .toBeGreaterThan(0);
}

describe('a verdict', () => {
  test('that PostgreSQL ends for a deadlock is given all the same, and told once', async () => {
    const { db } = house;
    const hanna = await rep(db, 'Hanna Brandt');
    const { id, contactId } = await hotLead(db);
    const { promise: holds, resolve: held } = Promise.withResolvers<void>();
    // Somebody who holds the hand-off first and asks for its contact then, as nobody of ours does.
    const crossing = transaction(other.db, async (trx) => {
      await sql`set local deadlock_timeout = '1min'`.execute(trx);
      await sql`select from handoff.handoffs where id = ${id} for update`.execute(trx);
      held();
      await somebodyWaits(db);
      await sql`update audience.contacts set city = 'Leeds' where id = ${contactId}`.execute(trx);
    });
    await holds;
    const judged = judgeHandoff(db, hanna, id, { verdict: 'accepted' });
    await Promise.all([crossing, judged]);
    expect(await handoffRow(db, id)).toMatchObject({ state: 'accepted', verdict_by: hanna.id });
    expect(await namesOf(db, 'handoff.judged')).toEqual([id]);
    const { rows } = await sql`select from touchpoints.touchpoints
      where contact_id = ${contactId} and kind = 'lead_accepted'`.execute(db);
    expect(rows).toHaveLength(1);
  });
});

describe('routing', () => {
  test('of what was opened before this process died, is done by the next one, once', async () => {
    const { db } = house;
    const hanna = await rep(db, 'Hanna Brandt');
    const { id } = await hotLead(db, {}, { routed: false });
    // Killed in the middle: all was written, nothing committed.
    const dying = transaction(db, async (trx) => {
      expect(await routeOnce(trx)).toBe(1);
      // Another process leaves it to this one meanwhile, and does not wait for it.
      expect(await routeOnce(other.db)).toBe(0);
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await handoffRow(db, id)).toMatchObject({ rep_id: null, routed_by: null, briefed_at: null });
    expect(await namesOf(db, 'handoff.assigned')).toEqual([]);
    expect(await routeOnce(other.db)).toBe(1);
    expect(await routeOnce(db)).toBe(0);
    expect(await handoffRow(db, id)).toMatchObject({ rep_id: hanna.id });
    expect(await namesOf(db, 'handoff.assigned')).toEqual([id]);
  });

  test('by two processes at once gives each lead once, and everybody their share', async () => {
    const { db } = house;
    const reps = await Promise.all(['Hanna', 'Jonas', 'Mira'].map((name) => rep(db, name)));
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) ids.push((await hotLead(db, {}, { routed: false })).id);
    const done: number[] = [];
    const work = async (by: Db) => {
      while (done.reduce((sum, each) => sum + each, 0) < ids.length) done.push(await routeOnce(by, 7));
    };
    await Promise.all([work(db), work(other.db), work(other.db)]);
    expect((await namesOf(db, 'handoff.assigned')).toSorted()).toEqual(ids.toSorted());
    for (const { id } of reps) {
      const theirs = await db.selectFrom('handoff.handoffs').select('id').where('rep_id', '=', id).execute();
      expect(theirs).toHaveLength(10);
    }
  });

  test('follows the opening within a moment, woken by the commit', async () => {
    const { db, pool } = house;
    const { log } = testHouse(db);
    const hanna = await rep(db, 'Hanna Brandt');
    const ears = openEars(pool, log);
    const rounds = keepHandoffs({ db: other.db, ears, log });
    try {
      await rounds.first;
      const { id } = await hotLead(db, {}, { routed: false });
      await expect.poll(async () => (await handoffRow(db, id)).rep_id, { interval: 20 }).toBe(hanna.id);
    } finally {
      await rounds.stop();
      await ears.stop();
    }
  });

  test('of a flood is done in batches, set by set', async () => {
    const { db } = house;
    await rep(db, 'Hanna Brandt');
    await setRouting(db, { capacity: 1_000 });
    const contacts = await Promise.all(
      Array.from({ length: 60 }, () => makeContact(db, { email: `${newId()}@a.example` })),
    );
    await moves(db, ...contacts.map(({ id }) => ({ contactId: id })));
    expect([await routeOnce(db, 50), await routeOnce(db, 50), await routeOnce(db, 50)]).toEqual([50, 10, 0]);
  });
});

test('of two reps who claim or accept at once, one has it and the other is told who', async () => {
  const { db } = house;
  const [hanna, jonas] = [await rep(db, 'Hanna Brandt'), await rep(db, 'Jonas Whitfield')];
  await setRouting(db, { rules: [ruleTo({ kind: 'queue', teamId: null })] });
  for (const take of [claimHandoff, acceptLead]) {
    const { id } = await hotLead(db);
    const both = await Promise.allSettled([take(db, hanna, id), take(other.db, jonas, id)]);
    const winner = (await handoffRow(db, id)).rep_id === hanna.id ? hanna : jonas;
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected');
    expect(String(refused?.reason)).toContain(winner.name);
  }
});

function acceptLead(db: Db, who: Parameters<typeof judgeHandoff>[1], id: string) {
  return judgeHandoff(db, who, id, { verdict: 'accepted' });
}

test('of two touchpoints that make one contact hot at once, one opens and the other is a reason', async () => {
  const { db } = house;
  await openTestWorkspace(db);
  const { id: contactId } = await makeContact(db, { email: `${newId()}@b.example` });
  await Promise.all([
    transaction(db, (trx) => moves(trx, { contactId })),
    transaction(other.db, (trx) => moves(trx, { contactId, why: 'raised_hand', raisedHand: 'demo' })),
  ]);
  const rows = await db
    .selectFrom('handoff.handoffs')
    .select('why')
    .where('contact_id', '=', contactId)
    .execute();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.why.reasons).toHaveLength(2);
});

describe('a rep who leaves', () => {
  const leave = (db: Db) => leaverWatch.handle(db, [{ name: 'person.deactivated' } as StoredEvent]);

  test('leaves nothing behind: her open hand-offs are others’, with their clocks', async () => {
    const { db } = house;
    await agree(db, [firstResponse()]);
    const hanna = await rep(db, 'Hanna Brandt');
    const { id } = await hotLead(db);
    const before = await clockOf(db, id);
    const jonas = await rep(db, 'Jonas Whitfield');
    await db
      .updateTable('workspace.users')
      .set({ deactivated_at: new Date() })
      .where('id', '=', hanna.id)
      .execute();
    await leave(db);
    expect(await routeOnce(db)).toBe(1);
    expect(await handoffRow(db, id)).toMatchObject({ rep_id: jonas.id });
    const after = await clockOf(db, id);
    expect(after.started_at).toEqual(before.started_at);
    expect(after.rep_id).toBe(jonas.id);
    // The event may come twice.
    await leave(db);
    expect(await routeOnce(db)).toBe(0);
  });

  test('and was the only one, leaves them in the queue, and somebody is told', async () => {
    const { db } = house;
    const hanna = await rep(db, 'Hanna Brandt');
    const { id } = await hotLead(db);
    await actor(db, 'owner');
    await db.updateTable('workspace.users').set({ role: 'marketer' }).where('id', '=', hanna.id).execute();
    await leave(db);
    await routeOnce(db);
    expect((await handoffRow(db, id)).rep_id).toBeNull();
    expect(await namesOf(db, 'handoff.queued')).toEqual([id]);
  });

  test('for a vacation hands over what she had before it; what she is given all the same, she keeps', async () => {
    const { db } = house;
    const hanna = await rep(db, 'Hanna Brandt');
    const { id } = await hotLead(db);
    await db
      .updateTable('handoff.handoffs')
      .set({ assigned_at: new Date(Date.now() - 3 * 86_400_000) })
      .execute();
    const jonas = await rep(db, 'Jonas Whitfield');
    const today = new Date().toISOString().slice(0, 10);
    await changeRep(db, system, hanna.id, { vacations: [{ from: today, to: '2099-01-01', note: null }] });
    await leave(db);
    await routeOnce(db);
    expect((await handoffRow(db, id)).rep_id).toBe(jonas.id);
    const { id: second } = await hotLead(db, { ownerId: jonas.id });
    await db
      .updateTable('handoff.handoffs')
      .set({ rep_id: hanna.id, assigned_at: new Date() })
      .where('id', '=', second)
      .execute();
    await leave(db);
    expect(await routeOnce(db)).toBe(0);
    expect(await openOf(db, (await handoffRow(db, second)).contact_id)).toBe(second);
  });
});
