import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConditions } from '../audience/audience.ts';
import { showRouting } from '../handoff/testing.ts';
import type { Db } from '../platform/db.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { actor, openTestWorkspace } from '../workspace/testing.ts';
import { loadWorld } from './load.ts';
import { until } from './testing.ts';
import { beginWorld } from './worlds.ts';

let fresh: FreshDatabase;
let db: Db;
beforeAll(async () => {
  fresh = await freshDatabase();
  ({ db } = fresh);
  await openTestWorkspace(db);
  const owner = await actor(db, 'owner');
  await loadWorld(fresh, owner, await beginWorld(db, owner, { seed: 3, contacts: 2_000, end: until }));
});
afterAll(() => fresh.close());

async function rowsOf<Row>(text: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await text.execute(db)).rows;
}

test('every attempt stands on the line of its contact, at its moment and by the rep who has the lead', async () => {
  const attempts = await rowsOf(sql<{ told: boolean; ours: boolean }>`
    select a.by_id is not distinct from h.rep_id as ours, exists (
      select from touchpoints.touchpoints as t
      where t.contact_id = h.contact_id and t.occurred_at = a.at and t.actor_id is not distinct from a.by_id) as told
    from handoff.attempts as a join handoff.handoffs as h on h.id = a.handoff_id`);
  expect(attempts.length).toBeGreaterThan(200);
  expect(attempts.filter(({ told, ours }) => !told || !ours)).toEqual([]);
  // And what was tried without anybody there, stands in no line but of a lead.
  const strange = await rowsOf(sql`
    select t.id from touchpoints.touchpoints as t where t.kind = 'call_unanswered' and not exists (
      select from handoff.attempts as a join handoff.handoffs as h on h.id = a.handoff_id
      where h.contact_id = t.contact_id and a.at = t.occurred_at)`);
  expect(strange).toEqual([]);
});

test('a lead is opened, given to somebody, tried and judged one after the other', async () => {
  const hasty = await rowsOf(sql`
    select id, opened_at, assigned_at, first_contact_at, verdict_at from handoff.handoffs
    where assigned_at <= opened_at or first_contact_at < opened_at + interval '1 minute' or first_contact_at <= assigned_at
      or verdict_at <= first_contact_at or verdict_at <= assigned_at or (rep_id is null) <> (assigned_at is null)`);
  expect(hasty).toEqual([]);
});

test('leads that were put off come back on their day, and the promise about them has cases in every quarter', async () => {
  const back = await rowsOf(sql<{ month: string; cases: number }>`
    select to_char(k.started_at, 'YYYY "Q"Q') as month, count(*)::int as cases
    from handoff.handoffs as h join handoff.handoffs as before on before.id = h.returned_from
      and before.contact_id = h.contact_id and before.recycle_on = h.opened_at::date
    join handoff.clocks as k on k.handoff_id = h.id and k.metric = 'recycled_followed_up'
    where h.trigger = 'recycled' group by 1 order by 1 desc limit 4`);
  expect(back).toHaveLength(4);
  const lost = await rowsOf(sql`
    select h.id from handoff.handoffs as h where h.recycle_on <= ${until}::date - 1 and not exists (
      select from handoff.handoffs as later where later.returned_from = h.id)`);
  expect(lost).toEqual([]);
});

test('the routing is the one by which its hand-offs went to its colleagues', async () => {
  const { rules, sentences } = await showRouting(db);
  expect(sentences.map(({ problem }) => problem)).toEqual(rules.map(() => null));
  expect(sentences.map(({ sentence }) => sentence)).toContain(
    'Contacts who work for a company tagged “chain” go to Marcus Oyelaran (3) and Jonas Whitfield (2)',
  );
  const { match } = await readConditions(
    db,
    rules.map(({ when }) => when ?? { match: 'all' as const, items: [] }),
  );
  const given = await rowsOf(sql<{ contactId: string; repId: string; routedBy: string }>`
    select h.contact_id as "contactId", h.rep_id as "repId", h.routed_by as "routedBy" from handoff.handoffs as h
    join sample.people as p on p.contact_id = h.contact_id
    where p.line <> 'cast' and h.routed_by like '%looks after%'`);
  expect(given.length).toBeGreaterThan(100);
  const matches = await match(given.map(({ contactId }) => contactId));
  const wrong = given.filter(({ contactId, repId, routedBy }) => {
    const rule = rules[(matches.get(contactId) ?? []).indexOf(true)];
    const takes = rule?.to.kind === 'reps' && rule.to.reps.some((each) => each.repId === repId);
    return !takes || !routedBy.startsWith(`${rule.name ?? ''};`);
  });
  expect(wrong).toEqual([]);
});

test('the score was signed by both sides', async () => {
  const signed = await rowsOf(sql<{ marketing: string; sales: string; early: boolean }>`
    select m.name as marketing, s.name as sales, model.sales_signed_at <= model.in_force_at as early
    from scoring.models as model join workspace.users as m on m.id = model.marketing_signed_by
    join workspace.users as s on s.id = model.sales_signed_by where model.state = 'in_force'`);
  expect(signed).toEqual([{ marketing: 'Priya Nair', sales: 'Marcus Oyelaran', early: true }]);
});
