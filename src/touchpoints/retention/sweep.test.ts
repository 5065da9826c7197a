import { sql, type KyselyPlugin } from 'kysely';
import { afterEach, describe, expect } from 'vitest';
import { makeContact, mergeContacts, unmergeContacts } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { addUpAgain } from '../activity.ts';
import { record } from '../record.ts';
import { applyRetention } from './apply.ts';
import { decide, left, monthsThere, night, noraOverMonths, smallSteps, sumsOf } from './testing.ts';

afterEach(releaseClock);

const SUMS = '8 02-03 radio 06-09 phone';

describe('a night', () => {
  test('deletes pages that are older than their rule, and nothing else', async ({ db }) => {
    const { id, source } = await noraOverMonths(db);
    await decide(db, { web: 6 });
    expect(await night(db)).toEqual({ touchpoints: 5, months: 3, visitors: 0 });
    expect(await left(db, source)).toEqual(['02-03', '05-01', '06-09']);
    expect(await sumsOf(db, id)).toBe(SUMS);
    expect(await night(db)).toEqual({ touchpoints: 0, months: 0, visitors: 0 });
    const said = await db
      .selectFrom('platform.events')
      .select('payload')
      .where('name', '=', 'retention.applied')
      .orderBy('position')
      .execute();
    expect(said).toMatchObject([{ payload: { touchpoints: 5, months: 3 } }]);
  });

  test('deletes calls and orders by the rule of their own', async ({ db }) => {
    const { id, source, touch } = await noraOverMonths(db);
    const old = { kind: 'call_cold', channel: 'phone' } as const;
    await record(db, system, source, [
      touch('01-01', { ...old, name: 'old call', occurredAt: new Date('2022-01-01T10:00:00Z') }),
      touch('01-01', { name: 'old page', occurredAt: new Date('2022-01-02T10:00:00Z') }),
    ]);
    await decide(db, { others: 36 });
    expect(await night(db)).toMatchObject({ touchpoints: 1 });
    expect((await left(db, source)).slice(0, 2)).toEqual(['old page', '02-03']);
    expect(await sumsOf(db, id)).toBe('10 01-01 phone 06-09 phone');
  });

  test('drops a month of which nothing is to be kept, and only such a one', async ({ db }) => {
    const { source, touch } = await noraOverMonths(db);
    const old = new Date('2020-03-01T10:00:00Z');
    await record(db, system, source, [touch('03-01', { occurredAt: old, name: 'old' })]);
    await decide(db, { web: 6, others: 36 });
    await night(db);
    const { rows } = await sql`select from pg_class where relname = 'touchpoints_2020_03'`.execute(db);
    expect(rows).toEqual([]);
    expect(await monthsThere(db)).toEqual(expect.arrayContaining(['02', '03', '04', '05', '06']));
    expect(await left(db, source)).toEqual(['02-03', '05-01', '06-09']);
  });

  test('has scores and segments look again at whoever lost something', async ({ db }) => {
    const { id } = await noraOverMonths(db);
    await sql`delete from scoring.touched`.execute(db);
    await sql`delete from audience.segment_touched`.execute(db);
    await decide(db, { web: 6 });
    await night(db);
    const { rows: scored } = await sql`
      select from scoring.touched where why = 'touched' and contact_ids = array[${id}::uuid] limit 1`.execute(
      db,
    );
    expect(scored).toHaveLength(1);
    const { rows: judged } = await sql<{ marks: string[] }>`
      select distinct marks from audience.segment_touched where contact_ids = array[${id}::uuid]`.execute(db);
    expect(judged.flatMap(({ marks }) => marks).join(' ')).toContain('page_view');
  });

  test('does nothing while a rule may not be known everywhere, and stops when it is over', async ({ db }) => {
    const { source } = await noraOverMonths(db);
    await decide(db, { web: 6 });
    await sql`update touchpoints.retention set changed_at = '2026-11-24T03:29:30Z'`.execute(db);
    await night(db);
    expect(await left(db, source)).toHaveLength(8);
    await sql`update touchpoints.retention set changed_at = '2026-11-23'`.execute(db);
    let steps = 0;
    const short = await applyRetention(db, { batch: 2, isOver: () => ++steps > 4 });
    expect(short.touchpoints).toBeLessThan(5);
    await night(db);
    expect(await left(db, source)).toEqual(['02-03', '05-01', '06-09']);
  });

  test('of a rule made milder and strict again looks at what came in between', async ({ db }) => {
    const { source, touch } = await noraOverMonths(db);
    await decide(db, { web: 6 });
    await night(db);
    await decide(db, { web: 13 });
    await record(db, system, source, [touch('04-02', { name: 'came back' })]);
    await night(db);
    expect(await left(db, source)).toContain('came back');
    await decide(db, { web: 6 });
    await night(db);
    expect(await left(db, source)).toEqual(['02-03', '05-01', '06-09']);
  });
});

describe('what they added up to', () => {
  test('stays when it is added up anew', async ({ db }) => {
    const { id } = await noraOverMonths(db);
    await decide(db, { web: 6, others: 36 });
    await night(db);
    await addUpAgain(db, [id]);
    expect(await sumsOf(db, id)).toBe(SUMS);
  });

  test('goes along with a merge, and back with its undoing', async ({ db }) => {
    const { id } = await noraOverMonths(db);
    const other = await makeContact(db, { email: 'other@castellan.example' });
    await decide(db, { web: 6 });
    await night(db);
    const merge = await mergeContacts(db, system, { keptId: other.id, goneId: id });
    await addUpAgain(db, [other.id]);
    expect(await sumsOf(db, other.id)).toBe(SUMS);
    await unmergeContacts(db, system, merge.id);
    expect(await sumsOf(db, other.id)).toBeUndefined();
    expect(await sumsOf(db, id)).toBe(SUMS);
  });

  test('goes to the person a visitor turns out to be', async ({ db }) => {
    const { source } = await noraOverMonths(db);
    const visitor = { person: { anonymousId: 'phone-1' }, channel: null };
    const seen = (day: string, fields: object = {}) => ({
      ...visitor,
      messageId: `${day} v`,
      kind: 'page_view',
      occurredAt: new Date(`2026-${day}T10:00:00Z`),
      ...fields,
    });
    await record(db, system, source, [seen('03-08'), seen('11-01')]);
    await decide(db, { web: 6 });
    await night(db);
    const { stored } = await record(db, system, source, [
      seen('11-23', { person: { anonymousId: 'phone-1', email: 'vera@shop.example' } }),
    ]);
    const id = stored[0]?.contactId ?? '';
    await addUpAgain(db, [id]);
    expect(await sumsOf(db, id)).toBe('3 03-08 11-23');
  });
});

/** Fails at the statement of this number, as a process that dies there. */
function dyingAt(statement: number): KyselyPlugin {
  let count = 0;
  return {
    transformQuery({ node }) {
      if (++count === statement) throw new Error('died here');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

/** Whether it came so far: a night with less left to do ends before. */
async function diesAt(db: Db, statement: number): Promise<boolean> {
  try {
    await applyRetention(db.withPlugin(dyingAt(statement)), smallSteps);
    return false;
  } catch (error) {
    if (String(error).includes('died here')) return true;
    throw error;
  }
}

test('a night that dies between any two statements goes on in the next, and nothing is counted twice', async () => {
  const fresh = await freshDatabase();
  const { db } = fresh;
  const { id, source, touch } = await noraOverMonths(db);
  await record(db, system, source, [
    touch('01-01', { occurredAt: new Date('2020-01-01T10:00:00Z'), name: 'a page of an old month' }),
  ]);
  const before = await sumsOf(db, id);
  await decide(db, { web: 6, others: 36 });
  const sums = new Set<string | undefined>();
  let died = 0;
  while (await diesAt(db, died + 1)) {
    died++;
    await addUpAgain(db, [id]);
    sums.add(await sumsOf(db, id));
  }
  expect([...sums]).toEqual([before]);
  expect(died).toBeGreaterThan(10);
  expect(await left(db, source)).toEqual(['02-03', '05-01', '06-09']);
  expect(await sumsOf(db, id)).toBe(before);
  const { rows } = await sql`select from pg_class where relname = 'touchpoints_2020_01'`.execute(db);
  expect(rows).toEqual([]);
  await fresh.close();
});
