import { sql, type RawBuilder } from 'kysely';
import { forgetContacts, isUnrecognised } from '../../audience/audience.ts';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import type { Night } from './night.ts';
import { lineAt } from './rule.ts';
import './tables.ts';

/** Looked at in one transaction; of them at most all are deleted. */
const VISITORS_PER_BATCH = 500;

/** Visitors nobody recognised and who did nothing for so long are forgotten, with their touchpoints and all else. */
export async function forgetQuietVisitors(db: Db, night: Night): Promise<number> {
  let total = 0;
  for (let after = FIRST; after !== null && !night.isOver();) {
    const { last, forgotten } = await transaction(db, (trx) => forgetBatch(trx, after, night));
    total += forgotten;
    after = last;
  }
  return total;
}

const FIRST: string | null = '00000000-0000-0000-0000-000000000000';

type Batch = { last: string | null; forgotten: number };

/** The rule is held, so that it is not made milder while it is carried out. */
async function forgetBatch(
  db: Db,
  after: string | null,
  { batch = VISITORS_PER_BATCH }: Night,
): Promise<Batch> {
  const { months } = await db
    .selectFrom('touchpoints.retention')
    .select('visitors_months as months')
    .forShare()
    .executeTakeFirstOrThrow();
  const line = lineAt(months, now());
  if (line === null) return { last: null, forgotten: 0 };
  const { rows } = await sql<{ id: string; due: boolean }>`
    select c.id, ${isDue(line)} as due from (
      select * from audience.contacts
      where stage_order = 1 and deleted_at is null and id > ${after}::uuid order by id limit ${batch}) as c
    left join touchpoints.activity as a on a.contact_id = c.id order by c.id`.execute(db);
  const due = rows.filter((row) => row.due).map(({ id }) => id);
  const forgotten = await forgetDue(db, due, line);
  return { last: rows.length < batch ? null : (rows.at(-1)?.id ?? null), forgotten };
}

/** Held first and then asked again: some may have come back at this moment. */
async function forgetDue(db: Db, ids: string[], line: Date): Promise<number> {
  if (ids.length === 0) return 0;
  await sql`select from audience.contacts where id = any(${ids}::uuid[]) order by id for update`.execute(db);
  const { rows } = await sql<{ id: string }>`
    select c.id from audience.contacts as c left join touchpoints.activity as a on a.contact_id = c.id
    where c.id = any(${ids}::uuid[]) and ${isDue(line)}`.execute(db);
  await forgetContacts(
    db,
    system,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** Of `audience.contacts as c` and what is known of their touches, `a`. */
export function isDue(line: Date): RawBuilder<boolean> {
  return sql`(c.created_at < ${line} and coalesce(a.last_touch_at, c.created_at) < ${line} and ${isUnrecognised})`;
}
