import { describe, expect } from 'vitest';
import { forgetContacts } from '../../audience/audience.ts';
import { makeContact, mergeContacts, unmergeContacts } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { testHouse } from '../../workspace/testing.ts';
import { dayOf, newToken } from '../links/personal-link.ts';
import { countsOf, storedOf } from '../testing.ts';
import { intakeOf, view } from './testing.ts';

function linkTo(db: Db, contactId: string, days = 90): string {
  return newToken(contactId, dayOf(new Date()) + days, testHouse(db).settings.secret);
}

/** A page view by a personal link, as our snippet sends it. */
const opened = (personalLink: string, fields: object = {}) =>
  view({ ...fields, context: { page: { url: 'https://shop.example/pricing' }, personalLink } });
const nameless = { anonymousId: undefined };

async function whose(db: Db, source: { id: string }): Promise<string[]> {
  return (await storedOf(db, source)).map((row) => row.contact_id);
}

function reasonsOf(db: Db, source: { id: string }) {
  return db
    .selectFrom('touchpoints.source_reasons')
    .select(['outcome', 'reason', 'count'])
    .where('source_id', '=', source.id)
    .orderBy('reason')
    .execute();
}

describe('whoever opens a personal link', () => {
  test('is that person on this page, and without consent on no other', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db);
    await post('page', view(nameless));
    await post('page', opened(linkTo(db, id), nameless));
    await post('page', view(nameless));
    const [before, page, after] = await whose(db, source);
    expect(page).toBe(id);
    expect(before).toBe(after);
    expect(before).not.toBe(id);
    const known = db.selectFrom('audience.identities').select('kind').where('contact_id', '=', id);
    expect(await known.execute()).toEqual([]);
  });

  test('is known on every page of a browser that agreed, with what it did before', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db);
    await post('page', view());
    await post('page', opened(linkTo(db, id)));
    await post('page', view());
    expect(await whose(db, source)).toEqual([id, id, id]);
    const stored = await storedOf(db, source);
    expect(stored.filter((row) => row.origin_id !== null)).toHaveLength(1);
  });

  test('is known from the first page on in a browser nobody has seen, on any device', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db);
    const link = linkTo(db, id);
    const batch = [
      opened(link, { anonymousId: 'phone' }),
      view({ anonymousId: 'phone' }),
      opened(link, { anonymousId: 'desk' }),
      view({ anonymousId: 'desk' }),
    ];
    expect((await post('batch', { batch })).statusCode).toBe(200);
    expect(new Set(await whose(db, source))).toEqual(new Set([id]));
  });

  test('who is known as somebody else stays that, when a link was passed on', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const nora = await makeContact(db);
    const ben = await makeContact(db, {
      givenName: 'Ben',
      familyName: 'Marlow',
      email: 'ben@marlow.example',
    });
    await post('identify', { anonymousId: 'browser-1', traits: { email: 'ben@marlow.example' } });
    await post('page', opened(linkTo(db, nora.id)));
    await post('page', opened(linkTo(db, nora.id), { anonymousId: 'new', userId: 'ben-7' }));
    await post('page', view());
    const owners = await whose(db, source);
    expect(owners).not.toContain(nora.id);
    expect(owners.filter((id) => id === ben.id)).toHaveLength(3);
  });

  test('and says another address than the contact’s, is another; what they type never becomes the contact’s', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db, { email: 'nora@castellan.example' });
    const context = { personalLink: linkTo(db, id) };
    await post('page', opened(context.personalLink));
    await post('track', {
      anonymousId: 'browser-1',
      event: 'Typed',
      context: { ...context, traits: { city: 'York' } },
    });
    await post('identify', { anonymousId: 'browser-1', context, traits: { email: 'friend@else.example' } });
    await post('page', view());
    const [first, typed, named, later] = await whose(db, source);
    expect([first, typed]).toEqual([id, id]);
    expect(named).not.toBe(id);
    expect(later).toBe(named);
    const contact = db.selectFrom('audience.contacts').select(['email', 'city']).where('id', '=', id);
    expect(await contact.executeTakeFirst()).toEqual({ email: 'nora@castellan.example', city: null });
  });

  test('leaves no link in what is stored, also where a library of Segment left it in the address', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db);
    const { id } = await makeContact(db);
    const token = linkTo(db, id);
    const url = `https://shop.example/pricing?tdm=${token}&utm_campaign=spring`;
    await post(
      'page',
      view({ context: { page: { url, title: url } }, properties: { search: `?tdm=${token}` } }),
    );
    await post('page', view({ context: { page: { url: 'https://shop.example/next', referrer: url } } }));
    const stored = await storedOf(db, source);
    expect(stored).toMatchObject([
      {
        contact_id: id,
        campaign: 'spring',
        properties: { url: 'https://shop.example/pricing?utm_campaign=spring' },
      },
      { contact_id: id, properties: { referrer: 'https://shop.example/pricing?utm_campaign=spring' } },
    ]);
    expect(JSON.stringify(stored)).not.toMatch(/tdm/);
  });

  test('and is a machine, is counted as one and is nobody', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db);
    await post('page', opened(linkTo(db, id), nameless), {
      headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' },
    });
    expect(await countsOf(db, source)).toMatchObject({ stored: 0, bot: 1 });
    const { message } = await db
      .selectFrom('touchpoints.bot_hits')
      .select('message')
      .where('source_id', '=', source.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(message)).not.toContain(id);
  });
});

describe('a link', () => {
  test('that has expired, was made up or leads to nobody is counted, and the view is an unknown visitor’s', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db);
    const erased = await makeContact(db);
    await forgetContacts(db, system, [erased.id]);
    const batch = [
      opened(linkTo(db, id, -1)),
      opened('x'.repeat(40), nameless),
      opened('x'.repeat(9_000), nameless),
      opened(linkTo(db, erased.id), nameless),
    ];
    expect((await post('batch', { batch })).json()).toEqual({ success: true });
    expect(await countsOf(db, source)).toEqual({ seen: 4, stored: 4, duplicate: 0, skipped: 0, bot: 0 });
    expect(await reasonsOf(db, source)).toEqual([
      { outcome: 'stored', reason: 'personal link has expired', count: 1 },
      { outcome: 'stored', reason: 'personal link is not ours', count: 2 },
      { outcome: 'stored', reason: 'personal link of nobody', count: 1 },
    ]);
    const owners = await whose(db, source);
    expect(owners).not.toContain(id);
    expect(owners).not.toContain(erased.id);
    const known = await db.selectFrom('audience.contacts').select('id').where('id', '=', erased.id).execute();
    expect(known).toEqual([]);
  });

  test('of a merged contact leads to the one kept, and to its own again when the merge is undone', async ({
    db,
  }) => {
    const { source, post } = await intakeOf(db, 'web');
    const kept = await makeContact(db);
    const gone = await makeContact(db);
    const link = linkTo(db, gone.id);
    const merge = await mergeContacts(db, system, { keptId: kept.id, goneId: gone.id });
    await post('page', opened(link, { anonymousId: 'one' }));
    await post('page', opened(link, nameless));
    expect(await whose(db, source)).toEqual([kept.id, kept.id]);
    await unmergeContacts(db, system, merge.id);
    await post('page', opened(link, { anonymousId: 'two' }));
    expect((await whose(db, source)).filter((id) => id === gone.id)).toHaveLength(1);
  });

  test('of somebody deleted leads to nobody until they are restored', async ({ db }) => {
    const { source, post } = await intakeOf(db, 'web');
    const { id } = await makeContact(db);
    const deleted = (at: Date | null) =>
      db.updateTable('audience.contacts').set({ deleted_at: at }).where('id', '=', id).execute();
    await deleted(new Date());
    await post('page', opened(linkTo(db, id), nameless));
    await deleted(null);
    await post('page', opened(linkTo(db, id), nameless));
    const [first, second] = await whose(db, source);
    expect(first).not.toBe(id);
    expect(second).toBe(id);
  });
});
