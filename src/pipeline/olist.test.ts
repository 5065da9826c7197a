import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, expect } from 'vitest';
import { imported } from '../audience/testing.ts';
import {
  attainmentOf,
  draftAgreement,
  editAgreement,
  fireDue,
  judgeHandoff,
  openOf,
  proposeAgreement,
  rep,
  routeOnce,
  signAgreement,
} from '../handoff/testing.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { sharedData } from '../platform/testing/shared.ts';
import { test } from '../platform/testing/testing.ts';
import '../rooms.ts';
import { trainPropensity } from '../scoring/scoring.ts';
import { putInForce, smallModel } from '../scoring/testing.ts';
import { actor } from '../workspace/testing.ts';
import { winDeal } from './closing.ts';

/**
 * A month of a real funnel, in its own time and through the product's own doors: Olist's qualified leads of March 2018
 * come in day by day, a signed model hands them over, reps accept those that were won when they were won, and the
 * agreement says how well both sides kept what they had promised.
 */
const LEADS = '01_olist/olist_marketing_qualified_leads_dataset.csv';
const DEALS = '01_olist/olist_closed_deals_dataset.csv';
const MONTH = '2018-03';
/** The last win of these leads that the file knows. */
const END = new Date('2018-11-30T12:00:00Z');
const DAY = 86_400_000;
const TEN_WORKING_DAYS = 10 * 8 * 60;

afterAll(() => releaseClock());

type Lead = { id: string; line: string; wonAt: Date | undefined };

test('Olist, March 2018: handed over day by day, accepted when won, and what was kept of the agreement', async ({
  db,
  skip,
}) => {
  if (!existsSync(`${sharedData}/${LEADS}`))
    skip(`${sharedData}/${LEADS} is not here: set TANDEM_SHARED to the folder of shared data`);
  const days = readMonth();
  freezeClock(new Date('2018-02-28T12:00:00Z'));
  const sales = await actor(db, 'sales_manager');
  const hanna = await rep(db, 'Hanna');
  await sql`update workspace.settings set time_zone = 'UTC'`.execute(db);
  await agree(db, sales);
  const asked = { id: 'first', label: 'Asked on a landing page', what: { kinds: ['first_contact'] } };
  await putInForce(db, smallModel({ raisedHands: [asked] }));

  for (const [day, leads] of days) {
    freezeClock(noon(day));
    await comeIn(db, leads);
    while ((await routeOnce(db)) > 0);
  }
  const leads = [...days.values()].flat();
  const won = leads.filter(({ wonAt }) => wonAt !== undefined);
  for (const { id, wonAt = END } of won.toSorted((a, b) => Number(a.wonAt) - Number(b.wonAt))) {
    freezeClock(wonAt);
    const handoffId = await openOf(db, await contactOf(db, id));
    const deal = { name: `Seller ${id.slice(0, 6)}`, amount: 0, currency: 'BRL', expectedCloseOn: null };
    const { dealId } = await judgeHandoff(db, hanna, handoffId, { verdict: 'accepted', deal });
    await winDeal(db, hanna, dealId ?? '');
  }
  freezeClock(END);
  // As the round would have, day by day.
  while ((await fireDue(db, async () => undefined)) > 0);

  const inTime = won.filter(({ wonAt = END, line }) => wonAt <= tenthWorkingDay(dayOf(line))).length;
  const { promises } = await attainmentOf(db, MONTH);
  const line = (id: string) => promises.find((each) => each.id === id);
  expect(leads.length).toBeGreaterThan(1_000);
  expect(line('hot-leads')).toMatchObject({ value: leads.length, state: 'kept' });
  // Of those somebody has judged: Olist says nothing of the leads it did not win.
  expect(line('accepted-share')).toMatchObject({ kept: won.length, counted: won.length });
  expect(line('verdict')).toMatchObject({ kept: inTime, counted: leads.length, state: 'broken' });

  // What came of it teaches the model: as many became customers as the file says, and so they are learnt from.
  const { rows } = await sql<{ customers: number; won: number }>`
    select (select count(*) from audience.contacts where stage = 'customer') as customers,
      (select count(*) from handoff.handoffs where state = 'won') as won`.execute(db);
  expect(rows).toEqual([{ customers: won.length, won: won.length }]);
  expect(await trainPropensity(db, 90)).toMatch(/\d/);
}, 300_000);

/** The leads by the day of their first contact, with when they were won. */
function readMonth(): Map<string, Lead[]> {
  const wins = new Map(
    linesOf(DEALS).map((line) => {
      const [id = '', , , , at = ''] = line.split(',');
      return [id, new Date(`${at.replace(' ', 'T')}Z`)];
    }),
  );
  const leads = linesOf(LEADS)
    .filter((line) => dayOf(line).startsWith(MONTH))
    .map((line): Lead => {
      const id = line.split(',', 1)[0] ?? '';
      return { id, line, wonAt: wins.get(id) };
    });
  return new Map([...Map.groupBy(leads, ({ line }) => dayOf(line))].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function linesOf(file: string): string[] {
  return readFileSync(`${sharedData}/${file}`, 'utf8').trim().split(/\r?\n/).slice(1);
}

function dayOf(line: string): string {
  return line.split(',')[1] ?? '';
}

/** The file has no addresses, and nobody hands over whom nobody can reach: each gets one. */
async function comeIn(db: Db, leads: Lead[]): Promise<void> {
  const who = await actor(db, 'admin');
  const header = 'mql_id,first_contact_date,landing_page_id,origin,email';
  const file = [header, ...leads.map(({ id, line }) => `${line},${id}@olist.example`)].join('\n');
  const { map, ...options } = mapping('olist-leads');
  await imported(db, who, file, { ...options, map: { ...map, email: 'email' } });
  await imported(db, who, file, mapping('olist-first-touches'));
}

function mapping(name: string) {
  return JSON.parse(readFileSync(new URL(`../../mappings/${name}.json`, import.meta.url), 'utf8'));
}

async function agree(db: Db, sales: Awaited<ReturnType<typeof actor>>): Promise<void> {
  const marketing = await actor(db, 'marketing_manager');
  const { id, document } = await draftAgreement(db, marketing, {});
  const kept = document.promises.filter((promise) =>
    ['hot_leads', 'accepted_share', 'verdict'].includes(promise.metric),
  );
  await editAgreement(db, marketing, id, { document: { ...document, promises: kept } });
  await proposeAgreement(db, marketing, id);
  await signAgreement(db, marketing, id, 'marketing');
  await signAgreement(db, sales, id, 'sales');
}

async function contactOf(db: Db, mqlId: string): Promise<string> {
  const { id } = await db
    .selectFrom('audience.contacts')
    .select('id')
    .where('email', '=', `${mqlId}@olist.example`)
    .executeTakeFirstOrThrow();
  return id;
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** When ten working days of nine to five have gone since noon of that day. */
function tenthWorkingDay(day: string): Date {
  let left = TEN_WORKING_DAYS;
  for (let at = noon(day).getTime(); ; at += DAY) {
    const date = new Date(at);
    const isFirst = at === noon(day).getTime();
    if ([0, 6].includes(date.getUTCDay())) continue;
    const minutes = isFirst ? 5 * 60 : 8 * 60;
    const opens = new Date(`${date.toISOString().slice(0, 10)}T${isFirst ? '12' : '09'}:00:00Z`);
    if (left <= minutes) return new Date(opens.getTime() + left * 60_000);
    left -= minutes;
  }
}
