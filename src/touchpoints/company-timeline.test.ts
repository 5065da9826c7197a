import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { linkContacts, setParents, writeCompanies } from '../audience/audience.ts';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { companyFacetsOf, companyTimelineOf } from './company-timeline.ts';
import { record } from './record.ts';
import { makeSource, pageView } from './testing.ts';

async function makeCompany(db: Db, name: string): Promise<string> {
  const { rows } = await writeCompanies(db, system, [{ name }]);
  return rows[0]?.companyId ?? '';
}

/** Somebody who works at the company, with a touchpoint at each of these moments. */
async function makePerson(db: Db, companyId: string, name: string, moments: string[], kind = 'page_view') {
  const contact = await makeContact(db, { givenName: name, familyName: null });
  await linkContacts(db, system, [{ contactId: contact.id, companyId }]);
  const source = await makeSource(db);
  const touches = moments.map((at) => pageView({ at, kind, person: { contactId: contact.id } }));
  await record(db, system, source, touches);
  return contact;
}

const dayOf = ({ occurredAt }: { occurredAt: Date }) => occurredAt.toISOString().slice(0, 10);

describe('the timeline of a company', () => {
  test('is that of all its people in one line, read in pages', async ({ db }) => {
    const hallow = await makeCompany(db, 'Hallow');
    await makePerson(db, hallow, 'Nora', [
      '2026-11-20T12:00:00Z',
      '2026-02-01T12:00:00Z',
      '2024-06-01T12:00:00Z',
    ]);
    await makePerson(db, hallow, 'Ben', ['2026-11-21T12:00:00Z', '2025-08-01T12:00:00Z']);
    await makePerson(db, await makeCompany(db, 'Other'), 'Eve', ['2026-11-22T12:00:00Z']);
    const items = [];
    let cursor: string | undefined;
    do {
      const page = await companyTimelineOf(db, system, hallow, { limit: 2, cursor });
      expect(page.activity).toMatchObject({ touchCount: 5 });
      items.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(items.map((item) => [dayOf(item), item.contact.name])).toEqual([
      ['2026-11-21', 'Ben'],
      ['2026-11-20', 'Nora'],
      ['2026-02-01', 'Nora'],
      ['2025-08-01', 'Ben'],
      ['2024-06-01', 'Nora'],
    ]);
  });

  test('says by what it can be narrowed: of a long line, by what occurs in its newest part', async ({
    db,
  }) => {
    const hallow = await makeCompany(db, 'Hallow');
    await makePerson(db, hallow, 'Nora', ['2026-11-20T12:00:00Z', '2026-11-19T12:00:00Z']);
    await makePerson(db, hallow, 'Ben', ['2024-06-01T12:00:00Z'], 'visit');
    await makePerson(db, await makeCompany(db, 'Other'), 'Eve', ['2026-11-22T12:00:00Z'], 'meeting');
    expect(await companyFacetsOf(db, system, hallow, {})).toMatchObject({
      kinds: [
        { value: 'page_view', count: 2 },
        { value: 'visit', count: 1 },
      ],
      since: null,
    });
    const minutes = Array.from({ length: 4_500 }, (_, nth) => Date.UTC(2026, 9, 1) + nth * 600_000);
    const moments = minutes.map((at) => new Date(at).toISOString());
    await makePerson(db, hallow, 'Ida', moments);
    const { kinds, since } = await companyFacetsOf(db, system, hallow, {});
    expect(kinds.map(({ value }) => value)).toEqual(['page_view']);
    expect(since?.getTime()).toBeGreaterThan(Date.UTC(2024, 5, 1, 12));
    const empty = await makeCompany(db, 'Empty');
    expect(await companyFacetsOf(db, system, empty, {})).toMatchObject({ kinds: [], since: null });
  });

  test('shows subsidiaries where that is asked, and nobody that one may not see', async ({ db }) => {
    const group = await makeCompany(db, 'Group');
    const leeds = await makeCompany(db, 'Leeds');
    await setParents(db, system, [{ companyId: leeds, parentId: group }]);
    const nora = await makePerson(db, leeds, 'Nora', ['2026-11-20T12:00:00Z']);
    const read = async (subsidiaries: 'true' | 'false', who = system) =>
      (await companyTimelineOf(db, who, group, { limit: 10, subsidiaries })).items.length;
    expect([await read('false'), await read('true')]).toEqual([0, 1]);
    const stranger = await actor(db, 'rep');
    await db
      .updateTable('audience.contacts')
      .set({ owner_id: stranger.id })
      .where('id', '=', nora.id)
      .execute();
    expect(await read('true', await actor(db, 'rep'))).toBe(0);
  });

  test('finds what is rare, however far back', async ({ db }) => {
    const hallow = await makeCompany(db, 'Hallow');
    const days = Array.from({ length: 90 }, (_, day) => new Date(Date.UTC(2026, 7, 1 + day)).toISOString());
    await makePerson(db, hallow, 'Nora', [...days, '2024-03-01T12:00:00Z']);
    await makePerson(db, hallow, 'Ben', ['2024-05-01T12:00:00Z'], 'call_cold');
    const asked = { limit: 5, kind: ['call_cold'] };
    const page = await companyTimelineOf(db, system, hallow, asked);
    expect(page).toMatchObject({ items: [{ kind: 'call_cold', contact: { name: 'Ben' } }], next: null });
  });

  test('of hundreds of people is the same in pages as in one piece', async ({ db }) => {
    const hallow = await makeCompany(db, 'Hallow');
    const { id: source } = await makeSource(db);
    await sql`select touchpoints.open_months(array(select generate_series(
      '2025-01-01'::date, '2026-11-01', '1 month')::date))`.execute(db);
    await sql`
      insert into audience.contacts (id, given_name, stage, source, company_id, created_at, updated_at)
      select gen_random_uuid(), 'P' || n, 'lead', 'radio', ${hallow}, now(), now() from generate_series(1, 300) as n`.execute(
      db,
    );
    // Several at the same moment, some of them on both sides of the end of a page.
    await sql`
      insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, source_id, properties, received_at)
      select c.id, '2025-01-02'::timestamptz + (n * 97 % 600) * interval '1 day', gen_random_uuid(), 'page_view',
        ${source}, '{}', now()
      from audience.contacts as c, generate_series(1, 5) as n where c.company_id = ${hallow}`.execute(db);
    await sql`
      insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at)
      select contact_id, count(*), min(occurred_at), max(occurred_at)
      from touchpoints.touchpoints where source_id = ${source} group by 1`.execute(db);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await companyTimelineOf(db, system, hallow, { limit: 70, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    const { rows } = await sql<{ id: string }>`select id from touchpoints.touchpoints
      where source_id = ${source} order by occurred_at desc, id desc`.execute(db);
    expect(ids).toEqual(rows.map(({ id }) => id));
    expect(ids).toHaveLength(1_500);
  });
});
