import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { deleteExpiredFiles } from '../platform/files.ts';
import { forgetOldKeys } from '../platform/http/idempotency.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { forgetOldMails } from '../platform/mail.ts';
import { failLostOperations } from '../platform/operations.ts';

declare module '../platform/jobs.ts' {
  interface JobMap {
    'workspace.tidy': Record<string, never>;
    'workspace.failLostOperations': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;
const READ_NOTIFICATIONS_DAYS = 180;
const OPERATIONS_DAYS = 90;
/** The longest that a link in a mail works is far shorter. */
const UNSENT_MAILS_DAYS = 30;
const ROWS_PER_DELETE = 5_000;

export const housekeepingJobs: JobHandlers = {
  'workspace.tidy': (_payload, { db }) => tidy(db),
  'workspace.failLostOperations': async (_payload, { db }) => void (await failLostOperations(db)),
};

/** Deletes what nobody will ask for again. Events stay: they are the audit log. */
export async function tidy(db: Db): Promise<void> {
  await deleteExpiredFiles(db);
  await forgetOldKeys(db);
  await forgetOldMails(db, daysAgo(UNSENT_MAILS_DAYS));
  await deleteInParts(() => deleteNotifications(db));
  await deleteInParts(() => deleteOperations(db));
}

async function deleteNotifications(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from workspace.notifications where id in (
      select id from workspace.notifications
      where created_at < ${daysAgo(READ_NOTIFICATIONS_DAYS)} and read_at is not null
      limit ${ROWS_PER_DELETE})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function deleteOperations(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from platform.operations where id in (
      select id from platform.operations where finished_at < ${daysAgo(OPERATIONS_DAYS)} limit ${ROWS_PER_DELETE})`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** Short statements: a long one would hold back the readers of the outbox. */
async function deleteInParts(deletePart: () => Promise<number>): Promise<void> {
  while ((await deletePart()) === ROWS_PER_DELETE);
}

function daysAgo(days: number): Date {
  return new Date(now().getTime() - days * DAY_MS);
}
