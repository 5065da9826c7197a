import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import { system, type Role } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { actor, eventNames, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { makeContact } from '../testing.ts';
import type { NewConsent } from './consent.ts';
import { consentOf, recordConsents } from './consents.ts';

afterEach(releaseClock);

const source = 'Form: summer raffle';
const day = (n: number) => new Date(Date.UTC(2026, 5, n));

function answer(contactId: string, state: 'given' | 'withdrawn', happenedAt: Date): NewConsent {
  return { contactId, purpose: 'newsletter', channel: 'email', state, source, happenedAt };
}

async function stateOf(db: Db, contactId: string) {
  const { states } = await consentOf(db, system, contactId);
  return states.map(({ purpose, channel, state, since }) => [purpose, channel, state, since.getUTCDate()]);
}

/** Until somebody waits for somebody else. */
async function waitingIn(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      db,
    );
    if (rows.length > 0) return;
  }
}

async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  return (options: InjectOptions) => app.inject({ headers, ...options });
}

test('the last answer counts by when it was given, whatever order answers arrive in', async ({ db }) => {
  const { id } = await makeContact(db);
  await recordConsents(db, system, [answer(id, 'given', day(9))]);
  await recordConsents(db, system, [answer(id, 'withdrawn', day(3))]);
  expect(await stateOf(db, id)).toEqual([['newsletter', 'email', 'given', 9]]);
  await recordConsents(db, system, [answer(id, 'withdrawn', day(12)), answer(id, 'given', day(11))]);
  expect(await stateOf(db, id)).toEqual([['newsletter', 'email', 'withdrawn', 12]]);
  expect((await consentOf(db, system, id)).answers).toHaveLength(4);
  expect(await eventNames(db)).toContain('consent.withdrawn');
});

test('of two who answer for somebody at once, the last answer counts as well', async () => {
  const { db, close } = await freshDatabase();
  try {
    const { id } = await makeContact(db);
    const first = await db.startTransaction().execute();
    await recordConsents(first, system, [answer(id, 'withdrawn', day(12))]);
    const second = transaction(db, (trx) => recordConsents(trx, system, [answer(id, 'given', day(11))]));
    await Promise.race([second, waitingIn(db)]);
    await first.commit().execute();
    await second;
    expect(await stateOf(db, id)).toEqual([['newsletter', 'email', 'withdrawn', 12]]);
  } finally {
    await close();
  }
});

test('of a yes and a no at one moment, no is no', async ({ db }) => {
  const { id } = await makeContact(db);
  await recordConsents(db, system, [answer(id, 'withdrawn', day(3)), answer(id, 'given', day(3))]);
  expect(await stateOf(db, id)).toEqual([['newsletter', 'email', 'withdrawn', 3]]);
});

test('answers follow a merge, and exactly those go back when it is undone', async ({ db }) => {
  const [kept, gone] = [await makeContact(db), await makeContact(db)];
  await recordConsents(db, system, [answer(kept.id, 'given', day(1)), answer(gone.id, 'withdrawn', day(5))]);
  const merge = { mergeId: newId(), keptId: kept.id, goneId: gone.id };
  await tell(db, system, 'contacts.merged', merge);
  expect(await stateOf(db, kept.id)).toEqual([['newsletter', 'email', 'withdrawn', 5]]);
  expect(await stateOf(db, gone.id)).toEqual([]);
  await recordConsents(db, system, [
    { ...answer(kept.id, 'given', day(6)), purpose: 'calls', channel: 'phone' },
  ]);
  await tell(db, system, 'contacts.unmerged', merge);
  expect(await stateOf(db, kept.id)).toEqual([
    ['calls', 'phone', 'given', 6],
    ['newsletter', 'email', 'given', 1],
  ]);
  expect(await stateOf(db, gone.id)).toEqual([['newsletter', 'email', 'withdrawn', 5]]);
});

test('over the API: recorded with its proof, shown, and refused in plain words', async ({ db }) => {
  freezeClock(new Date('2026-11-23T10:00:00Z'));
  const api = await apiOf(db, 'marketer');
  const { id } = await makeContact(db);
  const url = `/api/contacts/${id}/consents`;
  const given = {
    purpose: 'offers',
    channel: 'sms',
    state: 'given',
    source,
    proof: 'https://hallow.example/raffle',
  };
  const post = (answers: object[]) => api({ method: 'POST', url, payload: { answers } });
  const recorded = await post([given]);
  expect(recorded.statusCode).toBe(201);
  expect((await api({ url })).json()).toEqual(recorded.json());
  expect(recorded.json()).toMatchObject({
    states: [{ purpose: 'offers', channel: 'sms', state: 'given', since: '2026-11-23T10:00:00.000Z' }],
    answers: [{ ...given, recordedBy: expect.stringContaining('marketer') }],
  });
  const refused = async (change: object) => (await post([{ ...given, ...change }])).json().errors[0].message;
  expect(await refused({ purpose: 'nothing' })).toBe('There is no purpose "nothing".');
  expect(await refused({ channel: 'web' })).toBe('Nobody is asked for “Offers” by web.');
  expect(await refused({ source: ' ' })).toBe('Say where they answered, for example “Phone call”.');
  expect(await refused({ happenedAt: '2027-01-01T00:00:00Z' })).toBe(
    'Nobody can have answered in the future.',
  );
  // A no is always taken.
  expect((await post([{ ...given, channel: 'web', state: 'withdrawn' }])).statusCode).toBe(201);
});

test('a rep records the answers of own contacts only', async ({ db }) => {
  const api = await apiOf(db, 'rep');
  const other = await actor(db, 'rep');
  const { id } = await makeContact(db, { ownerId: other.id });
  const answers = [{ purpose: 'calls', channel: 'phone', state: 'given', source: 'Phone call' }];
  const url = `/api/contacts/${id}/consents`;
  expect((await api({ method: 'POST', url, payload: { answers } })).statusCode).toBe(404);
});

test('purposes are added, worded anew and asked for no more', async ({ db }) => {
  const api = await apiOf(db, 'marketing_manager');
  const url = '/api/consent-purposes';
  const added = await api({
    method: 'POST',
    url,
    payload: { label: 'Märchen & tests', wording: 'May we?', channels: ['post'] },
  });
  expect(added.json()).toMatchObject({ key: 'marchen_tests', archivedAt: null });
  const again = await api({
    method: 'POST',
    url,
    payload: { label: 'Märchen & tests', wording: 'x', channels: ['post'] },
  });
  expect(again.statusCode).toBe(409);
  const patch = (payload: object) => api({ method: 'PATCH', url: `${url}/marchen_tests`, payload });
  expect((await patch({ wording: 'May we, please?' })).json()).toMatchObject({ wording: 'May we, please?' });
  expect((await patch({ archived: true })).json()).toMatchObject({ archivedAt: expect.any(String) });
  const { id } = await makeContact(db);
  const answers = [{ purpose: 'marchen_tests', channel: 'post', state: 'given', source }];
  const refused = await api({ method: 'POST', url: `/api/contacts/${id}/consents`, payload: { answers } });
  expect(refused.json().detail).toBe('Nobody is asked for “Märchen & tests” any more.');
  expect(
    (
      await (
        await apiOf(db, 'marketer')
      )({ method: 'PATCH', url: `${url}/calls`, payload: { archived: true } })
    ).statusCode,
  ).toBe(403);
});

test('what a visitor answered is theirs when they turn out to be somebody', async ({ db }) => {
  const [visitor, known] = [await makeContact(db), await makeContact(db)];
  await recordConsents(db, system, [
    { ...answer(visitor.id, 'withdrawn', day(2)), purpose: 'tracking', channel: 'web' },
  ]);
  await tell(db, system, 'contacts.absorbed', { absorbed: new Map([[visitor.id, known.id]]) });
  await db.deleteFrom('audience.contacts').where('id', '=', visitor.id).execute();
  expect(await stateOf(db, known.id)).toEqual([['tracking', 'web', 'withdrawn', 2]]);
});

test('whoever has answered since is not unmade with the import that made them', async ({ db }) => {
  const [answered, silent] = [await makeContact(db), await makeContact(db)];
  await recordConsents(db, system, [answer(answered.id, 'given', day(1))]);
  const kept = new Map<string, string>();
  const keep = (id: string, reason: string) => void kept.set(id, reason);
  await tell(db, system, 'contacts.unmaking', { importId: newId(), ids: [answered.id, silent.id], keep });
  expect([...kept]).toEqual([[answered.id, 'Has answered on consent since.']]);
});
