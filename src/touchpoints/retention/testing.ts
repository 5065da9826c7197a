import { sql } from 'kysely';
import { makeContact } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { freezeClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { record } from '../record.ts';
import { makeSource, pageView, storedOf } from '../testing.ts';
import type { NewTouchpoint } from '../touchpoint.ts';
import { applyRetention } from './apply.ts';
import type { Rules } from './rule.ts';
import { setRetention } from './rules.ts';

/** So small that a few rows take several transactions. */
export const smallSteps = { isOver: () => false, batch: 2 };

const DECIDED = new Date('2026-11-23T12:00:00Z');
/** Of six months, May is the first that is kept. */
export const TONIGHT = new Date('2026-11-24T03:30:00Z');

/** At noon these rules are chosen; it is the night after now. */
export async function decide(db: Db, rules: Partial<Rules>): Promise<void> {
  freezeClock(DECIDED);
  await setRetention(db, system, { web: null, others: null, visitors: null, ...rules });
  freezeClock(TONIGHT);
}

export const night = (db: Db) => applyRetention(db, smallSteps);

/** Nora, who heard of us on the radio in February and was called in June, with pages on both sides of the line. */
export async function noraOverMonths(db: Db) {
  const source = await makeSource(db);
  const { id } = await makeContact(db);
  const touch = (day: string, fields: Partial<NewTouchpoint> = {}) =>
    pageView({ at: `2026-${day}T10:00:00Z`, name: day, person: { contactId: id }, channel: null, ...fields });
  const call = { kind: 'call_warm', channel: 'phone' } as const;
  await record(db, system, source, [
    touch('02-03', { kind: 'heard_of_us', channel: 'radio' }),
    touch('02-04'),
    touch('03-01', { channel: 'search' }),
    touch('03-02'),
    touch('03-03'),
    touch('04-30'),
    touch('05-01'),
    touch('06-09', call),
  ]);
  return { id, source, touch };
}

/** What is left, by name. */
export async function left(db: Db, source: { id: string }): Promise<string[]> {
  return (await storedOf(db, source)).map(({ name }) => name ?? '');
}

export async function sumsOf(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ sums: string }>`
    select concat_ws(' ', touch_count, to_char(first_touch_at, 'MM-DD'), first_channel,
      to_char(last_touch_at, 'MM-DD'), last_channel) as sums
    from touchpoints.activity where contact_id = ${id}`.execute(db);
  return rows[0]?.sums;
}

/** The months of this year that have a partition. */
export async function monthsThere(db: Db): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select right(relname, 2) as month from pg_class
    where relispartition and relkind = 'r' and relname ~ '^touchpoints_2026_' order by 1`.execute(db);
  return rows.map(({ month }) => month);
}
