import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { plannedCount } from '../../platform/keyset.ts';
import type { RetentionEstimate } from './contract.ts';
import { monthsBefore } from './months.ts';
import { dayOf, lineAt, webKinds, type Rules, type TouchRule } from './rule.ts';
import './tables.ts';
import { isDue } from './visitors.ts';

/** So many rows are looked at; where there are more, the planner is asked. */
const MOST_LOOKED_AT = 50_000;

/** About how much would go if these were the rules: never more than a moment's work, however much it is. */
export async function estimateRetention(db: Db, rules: Rules): Promise<RetentionEstimate> {
  return {
    web: await touchpointsDue(db, 'web', lineAt(rules.web, now())),
    others: await touchpointsDue(db, 'others', lineAt(rules.others, now())),
    visitors: await visitorsDue(db, lineAt(rules.visitors, now())),
  };
}

const NOTHING = { touchpoints: 0, months: 0, exact: true };

async function touchpointsDue(db: Db, rule: TouchRule, line: Date | null): Promise<RetentionEstimate['web']> {
  if (line === null) return NOTHING;
  const from = await sweptBefore(db, rule);
  const isWeb = sql<boolean>`kind = any(${webKinds}::text[])`;
  const isTheirs = rule === 'web' ? isWeb : sql<boolean>`not ${isWeb}`;
  const all = db
    .selectFrom('touchpoints.touchpoints as t')
    .where('occurred_at', '<', line)
    .$if(from !== null, (query) => query.where('occurred_at', '>=', from ?? line));
  const few = all.select(['kind', 'occurred_at']).limit(MOST_LOOKED_AT + 1);
  const { rows } = await sql<{ looked: number; due: number; months: number }>`
    select count(*) as looked, count(*) filter (where ${isTheirs}) as due,
      count(distinct date_trunc('month', occurred_at, 'UTC')) filter (where ${isTheirs}) as months
    from (${few}) as few`.execute(db);
  const [{ looked, due, months } = { looked: 0, due: 0, months: 0 }] = rows;
  if (looked <= MOST_LOOKED_AT) return { touchpoints: due, months, exact: true };
  const touchpoints = Math.max(due, await plannedCount(db, all.where(isTheirs)));
  const filled = (await monthsBefore(db, dayOf(line))).filter(
    ({ day, rows: count }) => count !== 0 && (from === null || day >= dayOf(from)),
  );
  return { touchpoints, months: filled.length, exact: false };
}

/** What was done already need not be looked through. */
async function sweptBefore(db: Db, rule: TouchRule): Promise<Date | null> {
  const { before } = await db
    .selectFrom('touchpoints.retention')
    .select(rule === 'web' ? 'web_swept_before as before' : 'others_swept_before as before')
    .executeTakeFirstOrThrow();
  return before === null ? null : new Date(`${before}T00:00:00Z`);
}

/** As many of all as of the oldest: how quiet visitors are, the planner cannot know. */
async function visitorsDue(db: Db, line: Date | null): Promise<RetentionEstimate['visitors']> {
  if (line === null) return { visitors: 0, exact: true };
  const { rows } = await sql<{ looked: number; due: number }>`
    select count(*) as looked, count(*) filter (where ${isDue(line)}) as due from (
      select * from audience.contacts where stage_order = 1 and deleted_at is null and created_at < ${line}
      order by id limit ${MOST_LOOKED_AT + 1}) as c
    left join touchpoints.activity as a on a.contact_id = c.id`.execute(db);
  const [{ looked, due } = { looked: 0, due: 0 }] = rows;
  if (looked <= MOST_LOOKED_AT) return { visitors: due, exact: true };
  const old = db
    .selectFrom('audience.contacts')
    .where('stage', '=', 'visitor')
    .where('deleted_at', 'is', null)
    .where('created_at', '<', line);
  return {
    visitors: Math.max(due, Math.round((due / looked) * (await plannedCount(db, old)))),
    exact: false,
  };
}
