import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Forbidden } from '../../platform/errors.ts';
import type { App } from '../../platform/http/app.ts';
import { cutPage } from '../../platform/lists.ts';
import { bodyOf, getMail, listMails, retryMail, type Mail } from '../../platform/mail.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';

/** For administrators only: a held mail shows the link that signs somebody else in. */
export function mailRoutes(app: App, { db, settings }: House): void {
  app.get('/api/mails', { ...may('mail.manage'), schema: contract.list }, async ({ query }) => {
    const found = await listMails(db, { state: query.state, before: query.cursor, limit: query.limit + 1 });
    const { rows, next } = cutPage(found, query.limit);
    return { items: rows.map(toMail), next };
  });
  app.get('/api/mails/:id', { ...may('mail.manage'), schema: contract.show }, async ({ who, params }) => {
    const mail = await getMail(db, params.id);
    await refuseOwnersMail(db, who, mail);
    const body = await bodyOf(mail, settings.secret);
    return { ...toMail(mail), html: body?.html ?? null, text: body?.text ?? null };
  });
  app.post('/api/mails/:id/attempts', { ...may('mail.manage'), schema: contract.retry }, async ({ params }) =>
    toMail(await retryMail(db, params.id)),
  );
}

/**
 * Whoever reads the link of an owner's reset or invitation can become that owner, so admins see that such a mail exists,
 * not what it says. Nor when the receiver has become an owner since.
 */
async function refuseOwnersMail(db: Db, who: Actor, mail: Mail): Promise<void> {
  if (who.role === 'owner') return;
  if (mail.for_role === 'owner') throw forOwners();
  const owner = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('email', '=', mail.to_address.toLowerCase())
    .where('role', '=', 'owner')
    .executeTakeFirst();
  if (owner) throw forOwners();
}

function forOwners(): Forbidden {
  return new Forbidden('This mail is for an owner; only an owner may read it.');
}

function toMail(mail: Mail): contract.Mail {
  const { id, subject, template, state, attempts, error } = mail;
  const times = { createdAt: mail.created_at, triedAt: mail.tried_at, sentAt: mail.sent_at };
  return { id, to: mail.to_address, subject, template, state, attempts, error, ...times };
}
