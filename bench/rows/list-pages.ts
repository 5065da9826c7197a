import { sql, type RawBuilder } from 'kysely';
import { listContacts } from '../../src/audience/contact-list.ts';
import { listQuery } from '../../src/platform/lists.ts';
import { system } from '../../src/platform/actor.ts';
import { freezeClock, releaseClock } from '../../src/platform/clock.ts';
import { openDatabase, type Db } from '../../src/platform/db.ts';
import { quantile, type Row } from '../frame.ts';
import { END, world } from '../world.ts';

/** `CONTACTS=1000000 npm run bench -- --only list-pages` is the size that was promised. */
const CONTACTS = Number(process.env['CONTACTS'] ?? 100_000);
const ROUNDS = 20;
const LIMIT = 100;

/** A page as the API is asked for it, and as somebody who knows SQL and the indexes would write it. */
type Page = {
  name: string;
  asked: Record<string, string>;
  written: RawBuilder<unknown>;
  /** What of contacts is joined with; all of them by themselves, if it does not say. */
  from?: RawBuilder<unknown>;
};

/** Those of whom this is true are looked up first, then met on a walk within the index of the order. */
function met(order: RawBuilder<unknown>, condition: RawBuilder<unknown>): Pick<Page, 'from' | 'written'> {
  return {
    from: sql`(select c.id as met_id from audience.contacts as c
      where c.deleted_at is null and (${condition}) is true order by ${order} limit ${LIMIT + 1}) as met
      join audience.contacts as c on c.id = met.met_id`,
    written: sql`order by ${order}`,
  };
}

const pages: Page[] = [
  { name: 'newest', asked: {}, written: sql`order by c.created_at desc, c.id desc` },
  { name: 'by name', asked: { sort: 'name' }, written: sql`order by c.name_key, c.id` },
  {
    name: 'likeliest first',
    asked: { sort: '-propensity' },
    from: sql`scoring.propensities as p join audience.contacts as c on c.id = p.contact_id`,
    written: sql`order by p.probability desc, p.contact_id desc`,
  },
  {
    name: 'two filters',
    asked: { filter: '[["stage","is",["customer"]],["country","is",["DE"]]]' },
    written: sql`and c.stage = 'customer' and c.country = 'DE' order by c.created_at desc, c.id desc`,
  },
  {
    name: 'a tag',
    asked: { filter: '[["tags","has",["salon owner"]]]', sort: 'name' },
    written: sql`and c.tags @> array['salon owner'] order by c.name_key, c.id`,
  },
  {
    name: 'who is hot',
    asked: { filter: '[["temperature","is",["hot"]]]' },
    ...met(
      sql`c.created_at desc, c.id desc`,
      sql`exists (
      select from scoring.scores as s where s.contact_id = c.id and s.temperature = 'hot'
        and s.model_id = (select id from scoring.models where state = 'in_force'))`,
    ),
  },
  {
    name: 'who came back within a week',
    asked: { filter: '[["cameBackAt","in_last","7d"]]' },
    ...met(
      sql`c.created_at desc, c.id desc`,
      sql`exists (
      select from touchpoints.activity as a where a.contact_id = c.id
        and a.came_back_at > ${END}::timestamptz - interval '7 days')`,
    ),
  },
  {
    name: 'whose last touch was within a day',
    asked: { filter: '[["lastTouchAt","in_last","24h"]]', sort: 'name' },
    ...met(
      sql`c.name_key, c.id`,
      sql`exists (
      select from touchpoints.activity as a where a.contact_id = c.id
        and a.last_day >= ((${END}::timestamptz - interval '1 day') at time zone 'UTC')::date
        and a.last_touch_at > ${END}::timestamptz - interval '1 day')`,
    ),
  },
  {
    name: 'search for a person',
    asked: { q: 'nora castellan' },
    written: sql`and c.search_text like '%nora%' and c.search_text like '%castellan%'
      order by c.created_at desc, c.id desc`,
  },
  {
    name: 'search for a part of a word, by company',
    asked: { q: 'weiss', sort: 'companyName' },
    written: sql`and c.search_text like '%weiss%' order by c.company_key, c.id`,
  },
];

/** Pages of the list of contacts, from question to rows, as the server answers them. */
export const listPages: Row = {
  name: 'list-pages',
  async measure(say) {
    const { url, drop, contacts } = await world(CONTACTS, say);
    const { db, close } = openDatabase(url, { max: 2 });
    // As of the last day of the sample: of what happens after it, there is nothing.
    freezeClock(END);
    try {
      await foretell(db);
      // As after a minute of running: autovacuum has not come round since the sample was made.
      await sql`vacuum analyze`.execute(db);
      const times: { ours: number; hand: number; page: Page }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        for (const page of pages) times.push({ page, ...(await timeBoth(db, page, round % 2 === 0)) });
      }
      const ours = quantile(
        times.map((each) => each.ours),
        0.95,
      );
      const hand = quantile(
        times.map((each) => each.hand),
        0.95,
      );
      const what = `pages of the list, 95 of 100, of ${contacts.toLocaleString('en-GB')} contacts`;
      const shown = { ours: `${ours.toFixed(1)} ms`, against: `${hand.toFixed(1)} ms, SQL by hand` };
      return [
        { what, ...shown, value: ours / hand, unit: 'ratio', target: { atMost: 1.5 }, notes: notesOf(times) },
        { what, ...shown, value: ours, unit: 'ms', target: { atMost: 50 } },
      ];
    } finally {
      releaseClock();
      await close();
      await drop();
    }
  },
};

/** Anybody has some chance; which, does not matter here. */
async function foretell(db: Db): Promise<void> {
  await sql`
    insert into scoring.propensities (contact_id, model_id, probability)
    select id, gen_random_uuid(), random() from audience.contacts on conflict do nothing`.execute(db);
}

/** By turns: whoever comes first reads from the disk what the other one finds in memory. */
async function timeBoth(db: Db, page: Page, oursFirst: boolean): Promise<{ ours: number; hand: number }> {
  const before = oursFirst ? undefined : await timeHand(db, page);
  const ours = await timeOurs(db, page);
  return { ours, hand: before ?? (await timeHand(db, page)) };
}

async function timeOurs(db: Db, { asked }: Page): Promise<number> {
  const list = listQuery.parse({ ...asked, limit: LIMIT });
  const began = performance.now();
  await listContacts(db, system, list);
  return performance.now() - began;
}

async function timeHand(db: Db, { from, written }: Page): Promise<number> {
  const began = performance.now();
  await sql`
    select c.id, c.name, c.given_name, c.family_name, c.email, c.phone, c.phone_original, c.job_title, c.company_name,
      c.street, c.postal_code, c.city, c.region, c.country, c.language, c.stage, c.source, c.tags, c.properties,
      c.created_at, c.updated_at,
      (select jsonb_build_object('id', u.id, 'name', u.name) from workspace.users as u where u.id = c.owner_id) as owner,
      (select jsonb_build_object('id', k.id, 'name', k.name) from audience.companies as k
        where k.id = c.company_id and k.deleted_at is null) as company
    from ${from ?? sql`audience.contacts as c`} where c.deleted_at is null ${written} limit ${LIMIT + 1}`.execute(
    db,
  );
  return performance.now() - began;
}

function notesOf(times: { ours: number; hand: number; page: Page }[]): string[] {
  return pages.map((page) => {
    const own = times.filter((each) => each.page === page);
    const middle = (pick: 'ours' | 'hand') =>
      quantile(
        own.map((each) => each[pick]),
        0.5,
      ).toFixed(1);
    return `${page.name}: median ${middle('ours')} ms, by hand ${middle('hand')} ms`;
  });
}
