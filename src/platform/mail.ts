import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import { system, type Role } from './actor.ts';
import { now } from './clock.ts';
import { transaction, type Db } from './db.ts';
import { Conflict, NotFound } from './errors.ts';
import { emit } from './events.ts';
import { newId } from './ids.ts';
import { parseJson } from './json.ts';
import { enqueue, type JobContext, type JobHandlers } from './jobs.ts';
import { compose, type Body } from './mail/compose.ts';
import type { MailTemplate, MailTemplates } from './mail/templates.ts';
import { isRefusedForGood, post } from './mail/transport.ts';
import { messageOf } from './refusal.ts';
import { seal, unseal } from './seal.ts';
import type { Settings } from './settings.ts';
import type { MailState, MailsTable } from './tables.ts';

/** The mails Tandem itself writes: invitations, passwords, notices. Campaigns have a room of their own. */

export type Mail = Selectable<MailsTable>;

type NewMail<Template extends MailTemplate> = {
  to: string;
  subject: string;
  template: Template;
  values: MailTemplates[Template];
  messageClass: 'transactional';
  /** The role of whoever its link signs in: who reads the link can become them. */
  forRole?: Role;
};

type Sender = Pick<Settings, 'smtpUrl' | 'mailFrom' | 'secret'>;

declare module './jobs.ts' {
  interface JobMap {
    'platform.sendMail': { mailId: string };
  }
}

declare module './events.ts' {
  interface EventMap {
    'mail.failed': { to: string; subject: string; error: string };
  }
}

/** With graphile-worker's back-off these reach over about seven hours. */
const ATTEMPTS = 11;
const HELD = 'No mail server is set up (SMTP_URL), so this mail waits here.';

/**
 * Writes the mail and enqueues its sending, in the transaction of the caller. What it says is sealed: the database
 * alone, or a copy of it, opens nobody's account. Returns the mail's id.
 */
export async function sendMail<Template extends MailTemplate>(
  db: Db,
  mail: NewMail<Template>,
  secret: string,
): Promise<string> {
  const id = newId();
  await transaction(db, async (trx) => {
    await trx
      .insertInto('platform.mails')
      .values({
        id,
        to_address: mail.to,
        subject: mail.subject.replaceAll(/\s+/g, ' '),
        template: mail.template,
        sealed_values: seal(JSON.stringify(mail.values), secret),
        for_role: mail.forRole ?? null,
        message_class: mail.messageClass,
        state: 'queued',
        created_at: now(),
      })
      .execute();
    await enqueueMail(trx, id);
  });
  return id;
}

export function mailJobs(sender: Sender): JobHandlers {
  return { 'platform.sendMail': ({ mailId }, context) => deliverMail(context, sender, mailId) };
}

/** Tries once. Without a mail server the mail is held; a failure is stored, and tried again unless it is for good. */
export async function deliverMail(
  { db, attempt, maxAttempts }: Pick<JobContext, 'db' | 'attempt' | 'maxAttempts'>,
  { smtpUrl, mailFrom, secret }: Sender,
  id: string,
): Promise<void> {
  const mail = await db.selectFrom('platform.mails').selectAll().where('id', '=', id).executeTakeFirst();
  if (!mail || mail.state === 'sent' || mail.sealed_values === null) return;
  if (!smtpUrl) return mark(db, id, { state: 'held', error: HELD });
  // The same on every attempt: a receiver who already has it drops the second.
  const messageId = mail.message_id ?? `<${id}@${mailFrom.replace(/^.*@|>$/g, '')}>`;
  await mark(db, id, { message_id: messageId, tried_at: now(), attempts: mail.attempts + 1 });
  try {
    const body = await compose(mail.template, mail.subject, valuesOf(mail.sealed_values, secret));
    await post(smtpUrl, { from: mailFrom, to: mail.to_address, subject: mail.subject, ...body, messageId });
  } catch (error) {
    const forGood = isRefusedForGood(error) || attempt >= maxAttempts;
    await recordFailure(db, mail, messageOf(error), forGood);
    if (!isRefusedForGood(error)) throw error;
    return;
  }
  // Whoever reads the outbox later finds no link that still signs somebody in.
  await mark(db, id, { state: 'sent', sent_at: now(), error: null, sealed_values: null });
}

/** The outbox, newest first. */
export async function listMails(
  db: Db,
  { state, before, limit }: { state?: MailState | undefined; before?: string | undefined; limit: number },
): Promise<Mail[]> {
  return db
    .selectFrom('platform.mails')
    .selectAll()
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'held'))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function getMail(db: Db, id: string): Promise<Mail> {
  const mail = await db.selectFrom('platform.mails').selectAll().where('id', '=', id).executeTakeFirst();
  if (!mail) throw new NotFound('This mail is not there.');
  return mail;
}

/** What the receiver sees; null once it was sent, because its links are not kept. */
export async function bodyOf(mail: Mail, secret: string): Promise<Body | null> {
  const { template, subject, sealed_values: sealed } = mail;
  return sealed === null ? null : compose(template, subject, valuesOf(sealed, secret));
}

/** Sends a held or failed mail again, now. */
export async function retryMail(db: Db, id: string): Promise<Mail> {
  return transaction(db, async (trx) => {
    const mail = await trx
      .updateTable('platform.mails')
      .set({ state: 'queued', error: null })
      .where('id', '=', id)
      .where('state', '!=', 'sent')
      .where('sealed_values', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    if (!mail) {
      const { state } = await getMail(trx, id);
      const kept = 'its content is no longer kept, because it may hold a link that signs somebody in';
      throw new Conflict(
        state === 'sent' ? `This mail was sent, and ${kept}.` : `This mail is too old: ${kept}.`,
      );
    }
    await enqueueMail(trx, id);
    return mail;
  });
}

/** What was never sent loses its content after this long: its links have expired. */
export async function forgetOldMails(db: Db, olderThan: Date): Promise<void> {
  await sql`
    update platform.mails set sealed_values = null
    where sealed_values is not null and created_at < ${olderThan}`.execute(db);
}

const valuesShape = z.record(z.string(), z.unknown());

function valuesOf(sealed: Buffer, secret: string): Record<string, unknown> {
  return valuesShape.parse(parseJson(unseal(sealed, secret)));
}

function enqueueMail(db: Db, id: string): Promise<void> {
  return enqueue(db, 'platform.sendMail', { mailId: id }, { key: `mail:${id}`, maxAttempts: ATTEMPTS });
}

async function recordFailure(db: Db, mail: Mail, error: string, forGood: boolean): Promise<void> {
  await transaction(db, async (trx) => {
    await mark(trx, mail.id, { error, ...(forGood ? { state: 'failed' as const } : {}) });
    if (!forGood) return;
    const payload = { to: mail.to_address, subject: mail.subject, error };
    await emit(trx, system, [{ name: 'mail.failed', subject: { kind: 'mail', id: mail.id }, payload }]);
  });
}

type Marks = {
  state?: MailState;
  error?: string | null;
  message_id?: string;
  tried_at?: Date;
  sent_at?: Date;
  attempts?: number;
  sealed_values?: null;
};

async function mark(db: Db, id: string, marks: Marks): Promise<void> {
  await db.updateTable('platform.mails').set(marks).where('id', '=', id).execute();
}
