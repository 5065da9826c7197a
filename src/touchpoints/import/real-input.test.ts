import { sql } from 'kysely';
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { sharedData } from '../../platform/testing/shared.ts';
import { test } from '../../platform/testing/testing.ts';
import { imported } from '../../audience/testing.ts';
import { importOptions } from '../../audience/audience.ts';
import { actor } from '../../workspace/testing.ts';
import '../touchpoints.ts';

/** Published numbers of real files, reached through our own import with the mappings of the project. */

const mapping = (name: string) => {
  const text = readFileSync(new URL(`../../../mappings/${name}.json`, import.meta.url), 'utf8');
  return importOptions.parse(JSON.parse(text));
};

async function bring(db: Db, who: Actor, file: string, name: string) {
  const { result } = await imported(db, who, readFileSync(`${sharedData}/${file}`), mapping(name));
  return (result ?? {}) as Partial<Record<'seen' | 'created' | 'unchanged' | 'skipped' | 'bot', number>>;
}

async function rowsOf(db: Db, query: ReturnType<typeof sql>): Promise<unknown[]> {
  return (await query.execute(db)).rows;
}

const needs = (file: string, skip: (why: string) => void) => {
  if (!existsSync(`${sharedData}/${file}`))
    skip(`${sharedData}/${file} is not here: set TANDEM_SHARED to the folder of shared data`);
};

test('Olist: 8,000 leads by origin, 842 of them won', async ({ db, skip }) => {
  const leads = '01_olist/olist_marketing_qualified_leads_dataset.csv';
  needs(leads, skip);
  const who = await actor(db, 'admin');
  expect(await bring(db, who, leads, 'olist-leads')).toMatchObject({
    seen: 8_000,
    created: 8_000,
    skipped: 0,
  });
  expect(await bring(db, who, leads, 'olist-first-touches')).toMatchObject({ created: 8_000, skipped: 0 });
  const deals = await bring(db, who, '01_olist/olist_closed_deals_dataset.csv', 'olist-closed-deals');
  expect(deals).toMatchObject({ seen: 842, created: 842 });
  const { rows } = await sql<{ contacts: number; won: number; revenue: number }>`
    select (select count(*) from audience.contacts) as contacts,
      (select count(distinct contact_id) from touchpoints.touchpoints where kind = 'deal_won') as won,
      (select count(*) from touchpoints.touchpoints where kind = 'deal_won' and value > 0) as revenue`.execute(
    db,
  );
  expect(rows).toEqual([{ contacts: 8_000, won: 842, revenue: 45 }]);
  const origins = await rowsOf(
    db,
    sql`
    select coalesce(t.properties->>'channel', t.channel, 'blank') as origin, count(*) as leads,
      count(*) filter (where exists (select from touchpoints.touchpoints as w
        where w.contact_id = t.contact_id and w.kind = 'deal_won')) as won
    from touchpoints.touchpoints as t where t.kind = 'first_contact' group by 1 order by 2 desc`,
  );
  expect(origins).toEqual([
    { origin: 'organic_search', leads: 2_296, won: 271 },
    { origin: 'paid_search', leads: 1_586, won: 195 },
    { origin: 'social', leads: 1_350, won: 75 },
    { origin: 'unknown', leads: 1_099, won: 179 },
    { origin: 'direct_traffic', leads: 499, won: 56 },
    { origin: 'email', leads: 493, won: 15 },
    { origin: 'referral', leads: 284, won: 24 },
    { origin: 'other', leads: 150, won: 4 },
    { origin: 'display', leads: 118, won: 6 },
    { origin: 'other_publicities', leads: 65, won: 3 },
    { origin: 'blank', leads: 60, won: 14 },
  ]);
}, 120_000);

test('X Education: what people left blank, and who converted', async ({ db, skip }) => {
  const file = '02_xeducation_leads/Leads_split_dev.csv';
  needs(file, skip);
  const who = await actor(db, 'admin');
  expect(await bring(db, who, file, 'xeducation-leads')).toMatchObject({ created: 7_392, skipped: 0 });
  const activity = await bring(db, who, file, 'xeducation-activity');
  expect(activity).toMatchObject({ seen: 7_392, created: 7_392, skipped: 0 });
  const header = readFileSync(`${sharedData}/${file}`, 'utf8').split('\n', 1)[0]?.split(',') ?? [];
  const place = header.indexOf('Converted');
  const lines = readFileSync(`${sharedData}/${file}`, 'utf8').trim().split('\n').slice(1);
  const converted = lines.filter((line) => line.split(',')[place] === '1').length;
  const { rows } = await sql<Record<string, number>>`
    select count(*) filter (where properties->'converted' = 'true') as converted,
      count(*) filter (where properties ? 'total_visits') as visits,
      count(*) filter (where properties ? 'specialization') as specialization,
      count(distinct properties->>'lead_source') as sources
    from audience.contacts`.execute(db);
  expect(rows[0]).toMatchObject({ converted });
  // Who is not to be written to, or called, has refused; who did not say so has not agreed either.
  const answers = sql`select purpose, channel, state, count(*) from audience.consent_states group by 1, 2, 3 order by 1`;
  expect(await rowsOf(db, answers)).toEqual([
    { purpose: 'calls', channel: 'phone', state: 'withdrawn', count: 1 },
    { purpose: 'newsletter', channel: 'email', state: 'withdrawn', count: 580 },
    { purpose: 'offers', channel: 'email', state: 'withdrawn', count: 580 },
  ]);
  // "Select" is a question nobody answered.
  expect(rows[0]?.['specialization']).toBeLessThan(rows[0]?.['visits'] ?? 0);
  const kinds = await rowsOf(
    db,
    sql`select kind, count(*) from touchpoints.touchpoints group by 1 order by 2 desc limit 3`,
  );
  expect(kinds.map((each) => (each as { kind: string }).kind)).toEqual([
    'email_opened',
    'sms_sent',
    'olark_chat_conversation',
  ]);
}, 120_000);

test('CRM sample: 85 accounts with parents; 4,238 deals won, worth 10,005,534', async ({ db, skip }) => {
  const accounts = '09_crm_pipeline/accounts.csv';
  needs(accounts, skip);
  const who = await actor(db, 'admin');
  expect(await bring(db, who, accounts, 'crm-accounts')).toMatchObject({ seen: 85, skipped: 0 });
  const companies = await rowsOf(
    db,
    sql`select count(*) as companies, count(parent_id) as subsidiaries,
      count(*) filter (where industry = 'technolgy') as misspelt, count(country) as placed from audience.companies`,
  );
  expect(companies).toEqual([{ companies: 85, subsidiaries: 15, misspelt: 0, placed: 85 }]);
  const deals = await bring(db, who, '09_crm_pipeline/sales_pipeline.csv', 'crm-pipeline');
  // Open deals without an account are nobody's; those without a date are not dated.
  expect(deals).toMatchObject({ seen: 8_800 });
  const stages = await rowsOf(
    db,
    sql`select kind, count(*), sum(value) / 100 as value from touchpoints.touchpoints
      where kind in ('deal_won', 'deal_lost') group by 1 order by 1`,
  );
  expect(stages).toEqual([
    { kind: 'deal_lost', count: 2_473, value: expect.anything() },
    { kind: 'deal_won', count: 4_238, value: expect.anything() },
  ]);
  expect(Number((stages[1] as { value: string }).value)).toBe(10_005_534);
  const linked = await rowsOf(
    db,
    sql`select count(distinct c.company_name) as companies from audience.contacts as c`,
  );
  expect(linked).toEqual([{ companies: 85 }]);
}, 120_000);

/** Counted from the file with awk: see the reasons below; 18 of the views are there twice. */
const VIEWS = 4_052;

test('web log: 4,052 of 10,000 lines are views of pages, bots apart, and why the others are none', async ({
  db,
  skip,
}) => {
  const file = '06_web_sessions/apache_logs_elastic_10000.log';
  needs(file, skip);
  const who = await actor(db, 'admin');
  const result = await bring(db, who, file, 'web-access-log');
  expect(result).toMatchObject({ seen: 10_000, skipped: 10_000 - VIEWS, unchanged: 18 });
  // Of what named itself a bot, a crawler or a spider alone it is 1,065; feed readers are machines, too.
  expect(result.bot).toBeGreaterThanOrEqual(1_065);
  expect(result.created).toBe(VIEWS - 18 - (result.bot ?? 0));
  const { rows } = await sql<{ addresses: number; agents: number; visitors: number }>`
    with hits as (
      select properties->>'address' as address, properties->>'userAgent' as agent from touchpoints.touchpoints
      union all select message->'properties'->>'address', message->'properties'->>'userAgent' from touchpoints.bot_hits)
    select count(distinct address) as addresses, count(distinct coalesce(agent, '')) as agents,
      count(distinct (address, agent)) as visitors from hits`.execute(db);
  expect(rows).toEqual([{ addresses: 1_248, agents: 393, visitors: 1_301 }]);
  const reasons = await rowsOf(
    db,
    sql`select reason, count from touchpoints.source_reasons where outcome = 'skipped' order by 2 desc, 1`,
  );
  expect(reasons).toEqual([
    { reason: 'an image, style or script', count: 4_461 },
    { reason: 'an icon', count: 800 },
    { reason: 'not found (404)', count: 202 },
    { reason: 'robots.txt', count: 180 },
    { reason: 'sent elsewhere (301)', count: 163 },
    { reason: 'a font', count: 87 },
    { reason: 'not a GET', count: 48 },
    { reason: 'failed at the server (500)', count: 2 },
    { reason: 'refused (403)', count: 2 },
    { reason: 'refused (416)', count: 2 },
    { reason: 'The line is not of the combined log format.', count: 1 },
  ]);
}, 120_000);
