import { describe, expect } from 'vitest';
import { sql } from 'kysely';
import { audience, createSegment } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import { system, type Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, makeTeam, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import type { Funnel, FunnelPerson, Step } from './contract.ts';
import { insights } from '../insights.ts';

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(now().getTime() - days * DAY_MS);

type Way = Partial<Record<Step, number>> & { source?: 'radio' | 'search'; ownerId?: string };

/** Somebody who took these steps so many days ago. */
async function walk(db: Db, { source = 'search', ownerId, ...steps }: Way): Promise<string> {
  const known = steps.lead !== undefined || steps.customer !== undefined;
  const { id } = await makeContact(db, {
    source,
    stage: steps.customer !== undefined ? 'customer' : known ? 'lead' : 'visitor',
    ...(ownerId ? { ownerId } : {}),
  });
  const seen = ago(steps.visitor ?? 1);
  await sql`delete from audience.stage_moves where contact_id = ${id}`.execute(db);
  await sql`update audience.contacts set created_at = ${seen} where id = ${id}`.execute(db);
  const stages = [
    [steps.visitor, 'visitor'],
    [steps.lead, 'lead'],
    [steps.customer, 'customer'],
  ] as const;
  for (const [days, stage] of stages)
    if (days !== undefined)
      await sql`insert into audience.stage_moves values (${id}, ${newId()}, null, ${stage}, ${ago(days)}, 'system', null, 'x')`.execute(
        db,
      );
  for (const to of ['warm', 'hot'] as const)
    if (steps[to] !== undefined)
      await sql`insert into scoring.moves (contact_id, moved_at, id, model_id, from_temperature, to_temperature, why, fit, engagement)
        values (${id}, ${ago(steps[to])}, ${newId()}, ${newId()}, 'cold', ${to}, 'touched', 1, 1)`.execute(
        db,
      );
  if (steps.accepted !== undefined)
    await sql`insert into handoff.handoffs (id, contact_id, trigger, rule, why, opened_at, state, verdict, verdict_at)
      values (${newId()}, ${id}, 'hot', 'hot', '{}', ${ago(steps.accepted)}, 'accepted', 'accepted', ${ago(steps.accepted)})`.execute(
      db,
    );
  if (steps.deal !== undefined)
    await sql`insert into pipeline.deals (id, name, contact_id, stage, opened_at, updated_at)
      values (${newId()}, 'A deal', ${id}, 'open', ${ago(steps.deal)}, ${ago(steps.deal)})`.execute(db);
  return id;
}

async function apiOf(db: Db, who: Actor) {
  const app = await testApp(testHouse(db), [audience, insights]);
  const headers = await signIn(app, who);
  const get = async (url: string) => (await app.inject({ url, headers })).json();
  return {
    get,
    funnel: (query = ''): Promise<Funnel> => get(`/api/funnel${query}`),
    people: async (query: string): Promise<string[]> =>
      (await get(`/api/funnel/people?${query}`)).items.map(({ id }: FunnelPerson) => id).toSorted(),
  };
}

const countsOf = ({ steps }: Pick<Funnel, 'steps'>) => steps.map(({ count }) => count);

describe('the funnel', () => {
  test('counts who came as far as each step, and says who skipped one', async ({ db }) => {
    const { funnel } = await apiOf(db, await actor(db, 'analyst'));
    await walk(db, { visitor: 40 });
    await walk(db, { visitor: 40, lead: 38 });
    await walk(db, { visitor: 40, lead: 39, warm: 30, hot: 20, accepted: 19, deal: 10, customer: 2 });
    await walk(db, { visitor: 30, lead: 30, customer: 29 });
    await walk(db, { visitor: 200, lead: 20 });
    const answer = await funnel('?days=90');
    expect(countsOf(answer)).toEqual([4, 3, 2, 2, 2, 2, 2]);
    expect(answer.steps.map(({ skipped }) => skipped)).toEqual([0, 0, 1, 1, 1, 1, 0]);
    expect(answer).toMatchObject({ cohort: 4, exact: true, share: 1, mine: false });
    expect(countsOf(await funnel('?days=400'))[0]).toBe(5);
  });

  test('tells how long each step takes: the middle one and the slow tenth', async ({ db }) => {
    const { funnel } = await apiOf(db, await actor(db, 'analyst'));
    for (const took of [1, 2, 3, 4, 10]) await walk(db, { visitor: 50, lead: 50 - took });
    // Warm before they said who they are: no time from lead to warm.
    await walk(db, { visitor: 50, warm: 45, lead: 40 });
    const { steps } = await funnel();
    const days = Object.fromEntries(steps.map((each) => [each.step, each.days]));
    expect(days['lead']).toMatchObject({ of: 6 });
    expect(days['lead']?.median).toBeCloseTo(3.5, 1);
    expect(days['lead']?.p90).toBeCloseTo(10, 1);
    expect([days['visitor'], days['warm']]).toEqual([null, null]);
  });

  test('is split by source, by segment and by the owner’s team', async ({ db }) => {
    const team = await makeTeam(db, 'North');
    const rep = await actor(db, 'rep', { team });
    const api = await apiOf(db, await actor(db, 'marketing_manager'));
    const one = await walk(db, { visitor: 20, lead: 19, source: 'radio', ownerId: rep.id });
    await walk(db, { visitor: 20, source: 'radio' });
    await walk(db, { visitor: 20, lead: 10 });
    const list = await createSegment(db, system, { name: 'Fair', kind: 'list' });
    await sql`insert into audience.segment_members (segment_id, contact_id, entered_at) values (${list.id}, ${one}, now())`.execute(
      db,
    );
    const shown = ({ groups }: Funnel) =>
      Object.fromEntries(
        groups.map(({ key, label, steps }) => [label ?? key, steps.slice(0, 2).map(({ count }) => count)]),
      );
    expect(shown(await api.funnel('?by=source'))).toEqual({ radio: [2, 1], search: [1, 1] });
    expect(shown(await api.funnel('?by=team'))).toEqual({ North: [1, 1], null: [2, 1] });
    expect(shown(await api.funnel('?by=segment'))).toEqual({ Fair: [1, 1] });
    expect(countsOf(await api.funnel('?source=radio')).slice(0, 2)).toEqual([2, 1]);
    expect(countsOf(await api.funnel(`?segment=${list.id}`))[0]).toBe(1);
    expect(countsOf(await api.funnel('?team=none'))[0]).toBe(2);
    expect(countsOf(await api.funnel(`?team=${team}`))[0]).toBe(1);
  });

  test('is clicked down to exactly the people it counts', async ({ db }) => {
    const { people, get } = await apiOf(db, await actor(db, 'analyst'));
    const visitor = await walk(db, { visitor: 40 });
    const lead = await walk(db, { visitor: 39, lead: 38 });
    const whole = await walk(db, {
      visitor: 38,
      lead: 38,
      warm: 30,
      hot: 20,
      accepted: 19,
      deal: 10,
      customer: 2,
    });
    const quick = await walk(db, { visitor: 37, lead: 30, customer: 29 });
    expect(await people('step=visitor')).toEqual([visitor, lead, whole, quick].toSorted());
    expect(await people('step=lead&what=dropped')).toEqual([visitor]);
    expect(await people('step=warm&what=dropped')).toEqual([lead]);
    expect(await people('step=hot')).toEqual([whole, quick].toSorted());
    expect(await people('step=hot&what=skipped')).toEqual([quick]);
    const first = await get('/api/funnel/people?step=visitor&limit=3');
    expect(first.items.map(({ id }: FunnelPerson) => id)).toEqual([quick, whole, lead]);
    const rest = await get(`/api/funnel/people?step=visitor&limit=3&cursor=${first.next}`);
    expect([rest.items.map(({ id }: FunnelPerson) => id), rest.next]).toEqual([[visitor], null]);
  });

  test('begins with the first touch when that was before the contact was written down', async ({ db }) => {
    const { funnel } = await apiOf(db, await actor(db, 'analyst'));
    const id = await walk(db, { visitor: 10, lead: 10 });
    await sql`insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at, first_channel)
      values (${id}, 2, ${ago(120)}, ${ago(5)}, 'radio')`.execute(db);
    expect((await funnel('?days=90')).cohort).toBe(0);
    const { groups, cohort } = await funnel('?days=150&by=source');
    expect([cohort, groups[0]?.key]).toEqual([1, 'radio']);
  });

  test('shows a rep their own reach', async ({ db }) => {
    const rep = await actor(db, 'rep', { team: await makeTeam(db, 'North') });
    const stranger = await actor(db, 'rep');
    await walk(db, { visitor: 9, lead: 9, ownerId: stranger.id });
    const own = await walk(db, { visitor: 9, lead: 9, ownerId: rep.id });
    const { funnel, people } = await apiOf(db, rep);
    expect(await funnel()).toMatchObject({ cohort: 1, mine: true });
    expect(await people('step=lead')).toEqual([own]);
  });
});
