import { afterEach, describe, expect } from 'vitest';
import { recordConsents } from '../../audience/audience.ts';
import { editContact, makeContact } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import type { Catalogue } from './catalogue.ts';
import { readTable } from './reading.ts';
import { insertTouches } from './testing.ts';
import { valueAt, valueSince } from './values.ts';

const cutOff = new Date('2026-06-01T00:00:00Z');
const before = new Date('2026-05-01T12:00:00Z');
const after = new Date('2026-07-01T12:00:00Z');

const catalogue: Catalogue = {
  kinds: ['visit', 'page_view'],
  channels: ['email'],
  campaigns: [],
  pages: [],
  consents: ['newsletter:email'],
  roles: ['decision_maker'],
  contactProperties: [{ key: 'budget', numeric: true }],
  companyProperties: [],
  leftOut: [],
};

afterEach(releaseClock);

async function columnsOf(db: Db, contactId: string): Promise<Record<string, unknown>> {
  const { columns } = await readTable(db, catalogue, [{ contactId, cutOff, became: false }]);
  return Object.fromEntries(
    columns.map((column) => [column.feature, 'words' in column ? column.words[0] : column.numbers[0]]),
  );
}

async function known(db: Db): Promise<string> {
  freezeClock(before);
  const { id } = await makeContact(db, { country: 'GB', language: 'en' });
  await insertTouches(db, [
    { id, at: before.getTime(), kind: 'visit' },
    { id, at: before.getTime() + 1_000, kind: 'page_view' },
  ]);
  return id;
}

describe('what was known at a cut-off', () => {
  test('is counted, faded and dated by it', async ({ db }) => {
    const columns = await columnsOf(db, await known(db));
    expect(columns).toMatchObject({
      'kind:visit': 1,
      'kind:page_view': 1,
      country: 'GB',
      language: 'en',
      known: '60',
      touched: '60',
      job: 0,
      'consent:newsletter:email': null,
    });
    // 30.5 days are a little more than a half-life.
    expect(columns['kind:visit~']).toBeCloseTo(2 ** (-30.5 / 30), 6);
  });

  test('does not change by anything that happens later', async ({ db }) => {
    const id = await known(db);
    const then = await columnsOf(db, id);
    freezeClock(after);
    await insertTouches(db, [
      { id, at: after.getTime(), kind: 'visit' },
      { id, at: cutOff.getTime(), kind: 'visit' },
    ]);
    await editContact(db, system, id, { country: 'FR', jobTitle: 'Owner', stage: 'customer' });
    await recordConsents(db, system, [
      {
        contactId: id,
        purpose: 'newsletter',
        channel: 'email',
        state: 'withdrawn',
        source: 'Link',
        happenedAt: after,
      },
    ]);
    expect(await columnsOf(db, id)).toEqual(then);
  });

  test('says nothing of a visitor’s fields that became known afterwards', async ({ db }) => {
    freezeClock(before);
    const { id } = await makeContact(db);
    freezeClock(after);
    await editContact(db, system, id, { country: 'GB', language: 'en' });
    expect(await columnsOf(db, id)).toMatchObject({ country: null, language: null });
  });
});

describe('a value at a moment', () => {
  const changes = [
    { field: 'country', at: before, from: null, to: 'GB' },
    { field: 'country', at: after, from: 'GB', to: 'FR' },
    { field: 'budget', at: after, from: null, to: 5 },
  ];

  test('is what the first change since found, or what stands there now', ({ expect: is }) => {
    is(valueAt(changes, 'country', cutOff, 'FR')).toBe('GB');
    is(valueAt(changes, 'language', cutOff, 'en')).toBe('en');
    is(valueAt(changes, 'country', new Date('2026-08-01'), 'FR')).toBe('FR');
  });

  test('of a property counts only where the log shows that it was set by then', ({ expect: is }) => {
    is(valueSince(changes, 'budget', cutOff)).toBeNull();
    is(valueSince(changes, 'budget', new Date('2026-08-01'))).toBe(5);
    is(valueSince([], 'budget', cutOff)).toBeNull();
  });
});
