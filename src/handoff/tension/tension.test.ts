import { describe, expect } from 'vitest';
import { audience } from '../../audience/audience.ts';
import { makeContact } from '../../audience/testing.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, makeTeam, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { handoff } from '../handoff.ts';
import type { Tension, TensionHandoff } from './contract.ts';
import { makeLead, makeModel } from './testing.ts';

async function apiOf(db: Db, who: Actor) {
  const app = await testApp(testHouse(db), [audience, handoff]);
  const headers = await signIn(app, who);
  const get = async (url: string) => (await app.inject({ url, headers })).json();
  return {
    tension: (query = ''): Promise<Tension> => get(`/api/tension${query}`),
    behind: async (query = ''): Promise<TensionHandoff[]> =>
      (await get(`/api/tension/handoffs${query}`)).items,
    get,
  };
}

/** Six leads: two met and accepted, one met and refused, one below and accepted, one below and refused, one open. */
async function someLeads(db: Db, rep: string): Promise<void> {
  const { id: contact_id } = await makeContact(db);
  const lead = { contact_id, rep_id: rep };
  const strong = { fit: 80, engagement: 70 };
  const weak = { fit: 30, engagement: 20, trigger: 'manual' as const, rule: 'manual' };
  const radio = { source: 'radio', campaign: 'spring' };
  await makeLead(db, { ...lead, ...strong, ...radio, verdict: 'accepted' });
  await makeLead(db, { ...lead, ...strong, ...radio, trigger: 'manual', verdict: 'accepted' });
  await makeLead(db, { ...lead, ...strong, ...radio, verdict: 'rejected', reason: 'no_budget' });
  await makeLead(db, { ...lead, ...weak, source: 'referral', verdict: 'accepted' });
  await makeLead(db, { ...lead, ...weak, source: 'referral', verdict: 'recycled', reason: 'bad_timing' });
  await makeLead(db, { ...lead, ...strong, source: 'referral' });
}

describe('both sides’ view of the same leads', () => {
  test('counts what each calls a good lead, and where they differ', async ({ db }) => {
    await makeModel(db);
    const who = await actor(db, 'sales_manager');
    await someLeads(db, who.id);
    const { tension } = await apiOf(db, who);
    const { all, sources, campaigns, reasons, grades, line, mine } = await tension();
    expect(all).toMatchObject({
      opened: 6,
      judged: 5,
      accepted: 3,
      met: 4,
      metAccepted: 2,
      metRefused: 1,
      belowAccepted: 1,
      belowRefused: 1,
      match: 4,
      graded: 6,
    });
    expect(sources).toMatchObject([
      { key: 'radio', opened: 3, accepted: 2, judged: 3, topReason: 'no_budget' },
      { key: 'referral', opened: 3, accepted: 1, judged: 2, topReason: 'bad_timing' },
    ]);
    expect(campaigns).toMatchObject([{ key: 'spring', opened: 3 }]);
    expect(reasons.toSorted((one, other) => (one.reason < other.reason ? -1 : 1))).toEqual([
      { reason: 'bad_timing', verdict: 'recycled', count: 1 },
      { reason: 'no_budget', verdict: 'rejected', count: 1 },
    ]);
    expect(grades).toEqual([
      { grade: 'A', opened: 4, judged: 3, accepted: 2 },
      { grade: 'C', opened: 2, judged: 2, accepted: 1 },
    ]);
    expect(line).toEqual({ number: 901, engagement: 60, fit: 50 });
    expect(mine).toBe(false);
  });

  test('shows behind each number exactly the leads that were counted', async ({ db }) => {
    await makeModel(db);
    const who = await actor(db, 'marketing_manager');
    await someLeads(db, who.id);
    const { tension, behind, get } = await apiOf(db, who);
    const { all } = await tension();
    const lengthOf = async (query: string) => (await behind(query)).length;
    expect(await lengthOf('')).toBe(all.opened);
    expect(await lengthOf('?verdict=judged')).toBe(all.judged);
    expect(await lengthOf('?verdict=accepted')).toBe(all.accepted);
    expect(await lengthOf('?line=met')).toBe(all.met);
    expect(await lengthOf('?line=met&verdict=refused')).toBe(all.metRefused);
    expect(await lengthOf('?line=below&verdict=accepted')).toBe(all.belowAccepted);
    expect(await lengthOf('?grade=match')).toBe(all.match);
    expect(await lengthOf('?source=radio&grade=A')).toBe(3);
    expect(await lengthOf('?campaign=none')).toBe(3);
    expect(await lengthOf('?reason=no_budget')).toBe(1);
    const first = await get('/api/tension/handoffs?limit=4');
    const rest = await get(`/api/tension/handoffs?limit=4&cursor=${first.next}`);
    const ids = [...first.items, ...rest.items].map(({ id }: TensionHandoff) => id);
    expect([new Set(ids).size, rest.next]).toEqual([6, null]);
  });

  test('measures each lead by the model of its day; without one it is not known', async ({ db }) => {
    const who = await actor(db, 'admin');
    await someLeads(db, who.id);
    const { tension } = await apiOf(db, who);
    const { all, grades, line } = await tension();
    // What became hot had met somebody's line, whichever it was.
    expect(all).toMatchObject({ met: 3, graded: 0, belowAccepted: 0 });
    expect([grades, line]).toEqual([[{ grade: null, opened: 6, judged: 5, accepted: 3 }], null]);
  });

  test('a rep counts what is within reach, and an older period is empty', async ({ db }) => {
    await makeModel(db);
    const rep = await actor(db, 'rep', { team: await makeTeam(db, 'North') });
    const other = await actor(db, 'rep');
    await someLeads(db, other.id);
    const { id: contact_id } = await makeContact(db);
    await makeLead(db, { contact_id, rep_id: rep.id });
    // Of the queue, and marketing's contact: whoever may claim it sees whose it is, as on the board.
    const { id: marketings, name } = await makeContact(db, { ownerId: other.id });
    await makeLead(db, { contact_id: marketings });
    const { tension, behind, get } = await apiOf(db, rep);
    const { all, mine } = await tension();
    expect([all.opened, mine]).toEqual([2, true]);
    expect((await behind()).map(({ contact }) => contact.id)).toContain(marketings);
    expect((await behind()).map(({ contact }) => contact.name)).toContain(name);
    expect((await tension('?from=2020-01-01&to=2020-02-01')).all.opened).toBe(0);
    expect((await get('/api/tension?from=2020-02-01&to=2020-01-01')).status).toBe(422);
  });
});

describe('response times', () => {
  test('count the rep’s working minutes: a Friday evening’s lead is not slow on Monday', async ({ db }) => {
    const who = await actor(db, 'sales_manager');
    const { id: contact_id } = await makeContact(db);
    const lead = (opened: string, first: string) =>
      makeLead(db, {
        contact_id,
        rep_id: who.id,
        source: 'radio',
        state: 'accepted',
        opened_at: new Date(opened),
        first_contact_at: new Date(first),
      });
    await lead('2026-11-13T16:30:00Z', '2026-11-16T09:30:00Z');
    await lead('2026-11-17T10:00:00Z', '2026-11-17T10:20:00Z');
    const { tension } = await apiOf(db, who);
    const { all, sources } = await tension('?from=2026-11-01&to=2026-11-30');
    expect(all.response).toEqual({ median: 40, p90: 56, of: 2 });
    expect(sources[0]?.response).toEqual(all.response);
  });
});
