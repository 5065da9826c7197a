import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { sendMail } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import { readSettings } from '../../workspace/workspace.ts';
import { letterOf, type Letter } from './digest-letter.ts';
import { isEmpty, weekInWords } from './digest-week.ts';
import './events.ts';
import './tables.ts';

/** As the switch for notifications calls it: who switched it off gets neither the notification nor the mail. */
export const DIGEST = 'feedback.digest';

const PEOPLE_PER_BATCH = 50;

/**
 * What customers said last week, once to everybody, on Monday from seven o'clock in the workspace's zone; a server that
 * was off makes up for it until Tuesday night. The row that says somebody got it and the mail itself are one transaction:
 * killed in between, the next run goes on with whoever has none yet.
 */
export async function sendDigest(db: Db, settings: Pick<Settings, 'publicUrl' | 'secret'>): Promise<number> {
  const week = await dueWeek(db);
  if (week === undefined) return 0;
  const said = await weekInWords(db, week);
  if (isEmpty(said) || !(await begin(db, week.monday, said))) return 0;
  const letter = letterOf(said, settings.publicUrl);
  let sent = 0;
  for (let batch = PEOPLE_PER_BATCH; batch === PEOPLE_PER_BATCH; sent += batch)
    batch = await sendToNext(db, week.monday, letter, settings.secret);
  await db
    .updateTable('handoff.digests')
    .set({ finished_at: now() })
    .where('week', '=', week.monday)
    .execute();
  return sent;
}

export type DueWeek = { monday: string; from: Date; to: Date };

async function dueWeek(db: Db): Promise<DueWeek | undefined> {
  const { timeZone } = await readSettings(db);
  const { rows } = await sql<DueWeek & { due: boolean }>`
    select to_char(monday, 'YYYY-MM-DD') as monday, (monday - interval '7 days') at time zone ${timeZone} as from,
      monday at time zone ${timeZone} as to,
      here >= monday + interval '7 hours' and here < monday + interval '2 days' as due
    from (select here, date_trunc('week', here) as monday
      from (select ${now()}::timestamptz at time zone ${timeZone} as here) as clock) as week`.execute(db);
  const { due, ...week } = rows[0] ?? { due: false, monday: '', from: now(), to: now() };
  return due ? week : undefined;
}

/** Whether there is somebody left to write to. The first to come says so to everybody, in the notification centre. */
async function begin(
  db: Db,
  monday: string,
  said: Awaited<ReturnType<typeof weekInWords>>,
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const made = await trx
      .insertInto('handoff.digests')
      .values({ week: monday, id: newId(), made_at: now(), finished_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) {
      const payload = {
        week: monday,
        notes: said.noteCount,
        verdicts: said.verdictCount,
        themes: said.themes.length,
      };
      await emit(trx, system, [
        { name: 'feedback.digested', subject: { kind: 'feedback-digest', id: made.id }, payload },
      ]);
      return true;
    }
    const there = await trx
      .selectFrom('handoff.digests')
      .select('finished_at')
      .where('week', '=', monday)
      .executeTakeFirst();
    return there?.finished_at === null;
  });
}

async function sendToNext(db: Db, monday: string, letter: Letter, secret: string): Promise<number> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ email: string }>`
      with next as (
        select u.id, u.email from workspace.users as u
        where u.deactivated_at is null
          and not exists (select from workspace.muted_notices as m where m.user_id = u.id and m.kind = ${DIGEST})
          and not exists (select from handoff.digest_mails as d where d.week = ${monday}::date and d.user_id = u.id)
        order by u.id limit ${PEOPLE_PER_BATCH}),
      sent as (
        insert into handoff.digest_mails (week, user_id, sent_at)
        select ${monday}::date, id, ${now()}::timestamptz from next on conflict do nothing returning user_id)
      select n.email from next as n join sent as s on s.user_id = n.id`.execute(trx);
    for (const { email } of rows) await sendMail(trx, { to: email, ...letter }, secret);
    return rows.length;
  });
}
