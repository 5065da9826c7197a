import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import { openEars } from '../platform/ears.ts';
import { EVENTS_CHANNEL } from '../platform/event-order.ts';
import { listen } from '../platform/listeners.ts';
import { createLog } from '../platform/log.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { freshDatabase, test } from '../platform/testing/testing.ts';
import { NaiveModel } from './naive-model.ts';
import { record } from './record.ts';
import type { Source } from './source.ts';
import { countsOf, makeSource, pageView, storedOf } from './testing.ts';
import { touchpointId, type NewTouchpoint } from './touchpoint.ts';

const identify = (person: NewTouchpoint['person'], fields: Partial<NewTouchpoint> = {}) =>
  pageView({ kind: 'identify', channel: null, person, ...fields });

const contactOf = async (db: Db, id: string) =>
  db.selectFrom('audience.contacts').selectAll().where('id', '=', id).executeTakeFirst();

const activityOf = (db: Db, id: string) =>
  db.selectFrom('touchpoints.activity').selectAll().where('contact_id', '=', id).executeTakeFirst();

describe('a visitor', () => {
  test('becomes an anonymous contact with a stage, a roll-up and one event a batch', async ({ db }) => {
    const source = await makeSource(db);
    const recorded = await record(db, system, source, [
      pageView({ at: '2026-11-20T12:05:00Z', channel: null }),
      pageView({ at: '2026-11-20T12:00:00Z', channel: 'ad' }),
      pageView({ at: '2026-11-20T12:09:00Z', channel: 'email' }),
    ]);
    expect(recorded.outcomes).toEqual(['stored', 'stored', 'stored']);
    const stored = await storedOf(db, source);
    const id = stored[0]?.contact_id ?? '';
    expect(stored.map((row) => row.contact_id)).toEqual([id, id, id]);
    expect(await contactOf(db, id)).toMatchObject({
      stage: 'visitor',
      source: 'unknown',
      name: `Visitor ${id.slice(-4)}`,
    });
    expect(await activityOf(db, id)).toMatchObject({
      touch_count: 3,
      first_touch_at: new Date('2026-11-20T12:00:00Z'),
      last_touch_at: new Date('2026-11-20T12:09:00Z'),
      first_channel: 'ad',
      last_channel: 'email',
    });
    const events = await db
      .selectFrom('platform.events')
      .select(['name', 'payload'])
      .where('subject_id', '=', id)
      .orderBy('position')
      .execute();
    expect(events).toMatchObject([
      { name: 'touchpoint.recorded', payload: { count: 3, kinds: { page_view: 3 } } },
    ]);
  });

  test('who gives an address becomes a lead with everything they did before', async ({ db }) => {
    const source = await makeSource(db);
    await record(db, system, source, [pageView(), pageView()]);
    const [before] = await storedOf(db, source);
    await record(db, system, source, [
      identify({ anonymousId: 'browser-1', email: 'Nora@Castellan.example', traits: { givenName: 'Nora' } }),
    ]);
    const ids = new Set((await storedOf(db, source)).map((row) => row.contact_id));
    expect([...ids]).toEqual([before?.contact_id]);
    expect(await contactOf(db, before?.contact_id ?? '')).toMatchObject({
      stage: 'lead',
      email: 'nora@castellan.example',
      given_name: 'Nora',
    });
    expect(await activityOf(db, before?.contact_id ?? '')).toMatchObject({ touch_count: 2 });
  });

  test('who turns out to be a known person is absorbed: the known one survives, the old id leads there', async ({
    db,
  }) => {
    const source = await makeSource(db);
    const nora = await makeContact(db, { email: 'nora@castellan.example' });
    await record(db, system, source, [
      pageView({ at: '2026-11-19T09:00:00Z', channel: 'radio' }),
      pageView(),
    ]);
    const visitor = (await storedOf(db, source))[0]?.contact_id ?? '';
    const later = { occurredAt: new Date('2026-11-21T12:00:00Z') };
    await record(db, system, source, [
      identify({ anonymousId: 'browser-1', email: 'nora@castellan.example' }, later),
    ]);
    const stored = await storedOf(db, source);
    expect(stored.map((row) => [row.contact_id, row.origin_id])).toEqual([
      [nora.id, visitor],
      [nora.id, visitor],
      [nora.id, null],
    ]);
    expect(await contactOf(db, visitor)).toBeUndefined();
    expect(await contactOf(db, nora.id)).toMatchObject({ given_name: 'Nora', stage: 'lead' });
    expect(await activityOf(db, nora.id)).toMatchObject({ touch_count: 2, first_channel: 'radio' });
    const redirect = db.selectFrom('audience.redirects').select('contact_id').where('old_id', '=', visitor);
    expect(await redirect.executeTakeFirst()).toEqual({ contact_id: nora.id });
  });
});

describe('two people', () => {
  test('on one browser stay two, and the browser goes with the one who identified last', async ({ db }) => {
    const source = await makeSource(db);
    await record(db, system, source, [
      identify({ anonymousId: 'shared', userId: 'anna' }, { messageId: 'a' }),
      identify({ anonymousId: 'shared', userId: 'ben' }, { messageId: 'b' }),
      pageView({ person: { anonymousId: 'shared' }, messageId: 'c' }),
    ]);
    const owner = new Map((await storedOf(db, source)).map((row) => [row.id, row.contact_id]));
    const of = (message: string) => owner.get(touchpointId(source.id, message));
    expect(of('a')).not.toBe(of('b'));
    expect(of('c')).toBe(of('b'));
  });

  test('are not made one because a user says the address of another: it is put down for a person', async ({
    db,
  }) => {
    const source = await makeSource(db);
    const other = await makeContact(db, { email: 'ben@castellan.example' });
    await record(db, system, source, [identify({ userId: 'anna', email: 'anna@castellan.example' })]);
    await record(db, system, source, [identify({ userId: 'anna', email: 'ben@castellan.example' })]);
    const anna = (await storedOf(db, source))[0]?.contact_id ?? '';
    expect(await contactOf(db, anna)).toMatchObject({ email: 'anna@castellan.example' });
    expect(await contactOf(db, other.id)).toMatchObject({ email: 'ben@castellan.example' });
    const conflicts = db.selectFrom('audience.identity_conflicts').selectAll().where('contact_id', '=', anna);
    expect(await conflicts.execute()).toMatchObject([
      { other_id: other.id, kind: 'email', value: 'ben@castellan.example', times: 1 },
    ]);
  });

  test('who both send a placeholder for an id are nobody, and say so in the counts', async ({ db }) => {
    const source = await makeSource(db);
    const batch = ['null', 'undefined', '00000000-0000-0000-0000-000000000000'].map((anonymousId) =>
      pageView({ person: { anonymousId } }),
    );
    expect((await record(db, system, source, batch)).outcomes).toEqual(['skipped', 'skipped', 'skipped']);
    expect(await countsOf(db, source)).toEqual({ seen: 3, stored: 0, duplicate: 0, skipped: 3, bot: 0 });
  });
});

test('a new address of an identified person is an identify: the old one still leads to them', async ({
  db,
}) => {
  const source = await makeSource(db);
  await record(db, system, source, [identify({ userId: 'anna', email: 'old@castellan.example' })]);
  await record(db, system, source, [identify({ userId: 'anna', email: 'new@castellan.example' })]);
  await record(db, system, source, [pageView({ person: { email: 'old@castellan.example' } })]);
  const ids = new Set((await storedOf(db, source)).map((row) => row.contact_id));
  expect(ids.size).toBe(1);
  const [id = ''] = ids;
  expect(await contactOf(db, id)).toMatchObject({ email: 'new@castellan.example' });
  const updates = db.selectFrom('platform.events').select('changes').where('name', '=', 'contact.updated');
  const changes = await updates.where('subject_id', '=', id).orderBy('position').execute();
  expect(changes).toEqual([
    { changes: { email: { from: 'old@castellan.example', to: 'new@castellan.example' } } },
  ]);
});

test('from a public key an address is added to a person, but not changed', async ({ db }) => {
  const source = await makeSource(db, 'web');
  await record(db, system, source, [
    identify({ userId: 'anna', email: 'anna@castellan.example', trusted: false }),
  ]);
  await record(db, system, source, [
    identify({ userId: 'anna', email: 'thief@elsewhere.example', trusted: false }),
  ]);
  const id = (await storedOf(db, source))[0]?.contact_id ?? '';
  expect(await contactOf(db, id)).toMatchObject({ email: 'anna@castellan.example' });
  const theirs = db
    .selectFrom('audience.identities')
    .select('value')
    .where('contact_id', '=', id)
    .where('kind', '=', 'email');
  expect(await theirs.execute()).toEqual([{ value: 'anna@castellan.example' }]);
});

test('a message sent again changes nothing, also with another time and after the visitor is known', async ({
  db,
}) => {
  const source = await makeSource(db);
  const view = pageView({ messageId: 'once' });
  await record(db, system, source, [view, view]);
  await record(db, system, source, [view, identify({ anonymousId: 'browser-1', email: 'n@oak.example' })]);
  const before = await storedOf(db, source);
  const again = [{ ...view, occurredAt: new Date('2025-01-01T00:00:00Z') }];
  expect((await record(db, system, source, again)).outcomes).toEqual(['duplicate']);
  expect(await storedOf(db, source)).toEqual(before);
  expect(await countsOf(db, source)).toEqual({ seen: 5, stored: 2, duplicate: 3, skipped: 0, bot: 0 });
});

test('bots are counted apart and kept, and become nobody', async ({ db }) => {
  const source = await makeSource(db);
  const outcomes = (await record(db, system, source, [pageView({ bot: 'named itself' }), pageView()]))
    .outcomes;
  expect(outcomes).toEqual(['bot', 'stored']);
  expect(await storedOf(db, source)).toHaveLength(1);
  const kept = db
    .selectFrom('touchpoints.bot_hits')
    .select(['reason', 'message'])
    .where('source_id', '=', source.id);
  expect(await kept.execute()).toMatchObject([{ reason: 'named itself', message: { kind: 'page_view' } }]);
});

test('what JSON allows and PostgreSQL does not is cleaned, not refused', async ({ db }) => {
  const source = await makeSource(db);
  const dirty = { name: 'half \ud800 and \0', 'key\0': ['\udfff', { deep: '\0x' }] };
  await record(db, system, source, [pageView({ name: 'nul \0', properties: dirty })]);
  expect((await storedOf(db, source))[0]).toMatchObject({
    name: 'nul ',
    properties: { key: ['\ufffd', { deep: 'x' }] },
  });
});

test('months long ago are opened as they are needed, also by several at once', async () => {
  const fresh = await freshDatabase();
  try {
    const source = await makeSource(fresh.db);
    const old = Array.from({ length: 8 }, (_, n) =>
      pageView({ person: { anonymousId: `b${n}` }, at: `201${n % 4}-0${(n % 3) + 1}-01T00:00:00Z` }),
    );
    await Promise.all(old.map((view) => record(fresh.db, system, source, [view])));
    expect(await storedOf(fresh.db, source)).toHaveLength(8);
  } finally {
    await fresh.close();
  }
});

test('readers of events are woken after the commit, once for many', async () => {
  const fresh = await freshDatabase();
  const ears = openEars(fresh.pool, createLog('silent'));
  try {
    const source = await makeSource(fresh.db);
    let woken = 0;
    ears.on(EVENTS_CHANNEL, () => (woken += 1));
    // Once it listens, it is told that something may have been said before.
    await expect.poll(() => woken).toBe(1);
    for (const browser of ['a', 'b', 'c'])
      await record(fresh.db, system, source, [pageView({ person: { anonymousId: browser } })]);
    await expect.poll(() => woken).toBeGreaterThan(1);
    expect(woken).toBeLessThan(4);
  } finally {
    await ears.stop();
    await fresh.close();
  }
});

test('what is sent again after its receipt was forgotten is a duplicate all the same, and the rest is stored', async ({
  db,
}) => {
  const source = await makeSource(db);
  const views = ['a', 'b'].map((messageId) => pageView({ messageId }));
  await record(db, system, source, views);
  await db.deleteFrom('touchpoints.receipts').execute();
  const again = await record(db, system, source, [...views, pageView({ messageId: 'c' })]);
  expect(again.outcomes).toEqual(['duplicate', 'duplicate', 'stored']);
  const [row] = await storedOf(db, source);
  expect(await activityOf(db, row?.contact_id ?? '')).toMatchObject({ touch_count: 3 });
});

test('listeners hear in the transaction what was stored, and nothing of what was not', async ({ db }) => {
  const source = await makeSource(db);
  const heard: unknown[] = [];
  const before = listen([
    {
      'touchpoints.recorded': async (trx, _who, { touchpoints }) => {
        const { contactId = '' } = touchpoints[0] ?? {};
        heard.push([touchpoints.map(({ name }) => name), (await activityOf(trx, contactId))?.touch_count]);
      },
    },
  ]);
  try {
    await record(db, system, source, [
      pageView({ messageId: 'a', name: 'A' }),
      pageView({ bot: 'named itself' }),
    ]);
    await record(db, system, source, [pageView({ messageId: 'a', name: 'A' })]);
    await record(db, system, source, [pageView({ messageId: 'b', name: 'B' })]);
  } finally {
    listen(before);
  }
  expect(heard).toEqual([
    [['A'], 1],
    [['B'], 2],
  ]);
});

/** People with a user id, an address and two browsers each, who behave; and others who share all of that. */
const message = (people: number, tidy: boolean) =>
  fc.record({
    person: fc.nat(people - 1),
    browser: fc.option(fc.nat(1), { nil: undefined }),
    user: fc.boolean(),
    email: fc.option(tidy ? fc.constant(0) : fc.nat(people - 1), { nil: undefined }),
    minute: fc.nat(50_000),
    channel: fc.constantFrom('search', 'ad', 'radio', null),
    touch: fc.boolean(),
  });

type Message = ReturnType<typeof message> extends fc.Arbitrary<infer One> ? One : never;

function toTouchpoint(one: Message, place: number, run: string, tidy: boolean): NewTouchpoint {
  const { person, user, browser, email, minute, channel, touch } = one;
  const browserOwner = tidy ? person : person % 2;
  const names = {
    ...(browser === undefined ? {} : { anonymousId: `browser-${browserOwner}-${browser}` }),
    ...(user ? { userId: `user-${person}` } : {}),
    ...(email === undefined || (tidy && !user)
      ? {}
      : { email: `p${tidy ? person : email}.${run}@castellan.example` }),
  };
  return {
    messageId: `m${place}`,
    person: names,
    occurredAt: new Date(Date.UTC(2026, 8, 1, 0, minute)),
    kind: touch ? 'page_view' : 'identify',
    channel,
  };
}

/** Which messages belong together, and what they add up to; the contacts' own ids do not matter. */
async function outcomeOf(db: Db, source: Source) {
  const rows = await storedOf(db, source);
  const groups = Map.groupBy(rows, (row) => row.contact_id);
  return Promise.all(
    [...groups].map(async ([id, touched]) => {
      const activity = await activityOf(db, id);
      return {
        messages: touched.map((row) => row.id).toSorted(),
        email: (await contactOf(db, id))?.email ?? null,
        sum: activity
          ? [
              activity.touch_count,
              activity.first_touch_at,
              activity.last_touch_at,
              activity.first_channel,
              activity.last_channel,
            ]
          : null,
      };
    }),
  ).then((all) => all.toSorted((a, b) => ((a.messages[0] ?? '') < (b.messages[0] ?? '') ? -1 : 1)));
}

describe('against the naive model', () => {
  test('any messages, in any batches, sent again in part, end as one by one', async ({ db }) => {
    const batches = fc.array(fc.array(message(4, false), { maxLength: 12 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, fc.array(fc.nat(40), { maxLength: 5 }), async (given, again) => {
        const [source, run] = [await makeSource(db), newId()];
        let place = 0;
        const sent = given.map((batch) => batch.map((one) => toTouchpoint(one, place++, run, false)));
        const all = sent.flat();
        const model = new NaiveModel(source);
        for (const one of all) model.record(one);
        for (const batch of sent) {
          const repeated = again.flatMap((n) =>
            all.indexOf(batch[0] ?? pageView()) > n ? (all[n] ?? []) : [],
          );
          await record(db, system, source, [...repeated, ...batch]);
        }
        expect(await outcomeOf(db, source)).toEqual(model.outcome());
        const { seen, stored, duplicate, skipped, bot } = await countsOf(db, source);
        expect(seen).toBe(stored + duplicate + skipped + bot);
        expect(stored).toBe((await storedOf(db, source)).length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('people who behave are told apart in any order, by several writers at once', async () => {
    const fresh = await freshDatabase();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(message(5, true), { maxLength: 15 }), { minLength: 3, maxLength: 5 }),
          async (given) => {
            const [source, run] = [await makeSource(fresh.db), newId()];
            let place = 0;
            const sent = given.map((batch) => batch.map((one) => toTouchpoint(one, place++, run, true)));
            const model = new NaiveModel(source);
            for (const one of sent.flat()) model.record(one);
            await Promise.all(sent.map((batch) => record(fresh.db, system, source, batch)));
            expect(await outcomeOf(fresh.db, source)).toEqual(model.outcome());
          },
        ),
        { numRuns: 25 },
      );
    } finally {
      await fresh.close();
    }
  }, 60_000);
});
