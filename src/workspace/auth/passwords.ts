import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Invalid, invalidField, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { sendMail } from '../../platform/mail.ts';
import { setPasswordHash } from '../people/joining.ts';
import { passwordLetter, type LetterSettings } from '../people/letters.ts';
import { normalizeEmail, personId } from '../people/person.ts';
import { countAttempt } from './attempts.ts';
import { findLink, makeLink, useUpLink, voidLinks } from './links.ts';
import { requireStrongPassword } from './password.ts';
import { endOtherSessions } from './sessions.ts';
import '../events.ts';

const RESET_HOURS = 2;
const FIRST_PASSWORD_HOURS = 72;

/** Everywhere else one is signed out, and no link of before works: whoever knew the old password is not let stay. */
export async function changeMyPassword(
  db: Db,
  who: Actor,
  input: { currentPassword: string; newPassword: string },
  currentSession: string | null,
): Promise<void> {
  const id = personId(who);
  await countAttempt(db, [{ key: `password:person:${id}`, max: 10, minutes: 15 }]);
  const person = await db
    .selectFrom('workspace.users as u')
    .leftJoin('workspace.accounts as a', (join) =>
      join.onRef('a.user_id', '=', 'u.id').on('a.provider_id', '=', 'credential'),
    )
    .select(['u.name', 'u.email', 'a.password'])
    .where('u.id', '=', id)
    .executeTakeFirstOrThrow();
  if (!person.password)
    throw new Invalid('You have no password yet. Ask for a reset link on the sign-in page.');
  if (!(await verifyPassword({ hash: person.password, password: input.currentPassword })))
    throw invalidField('currentPassword', 'This is not your password.');
  await requireStrongPassword(input.newPassword, 'newPassword', [person.name, person.email]);
  const passwordHash = await hashPassword(input.newPassword);
  await transaction(db, async (trx) => {
    await setPasswordHash(trx, id, passwordHash);
    await voidLinks(trx, 'password', id);
    await endOtherSessions(trx, who, currentSession);
    const payload = { how: 'by themselves' as const };
    await emit(trx, who, [{ name: 'person.passwordChanged', subject: { kind: 'account', id }, payload }]);
  });
}

/** Runs as a job, so that the page answers the same, as fast, whether the address is known or not. */
export async function mailPasswordLink(db: Db, email: string, settings: LetterSettings): Promise<void> {
  await transaction(db, async (trx) => {
    const person = await trx
      .selectFrom('workspace.users')
      .select(['id', 'name', 'email', 'role'])
      .where('email', '=', normalizeEmail(email))
      .where('deactivated_at', 'is', null)
      .executeTakeFirst();
    if (!person) return;
    const token = await makeLink(trx, 'password', person.id, RESET_HOURS);
    const link = `${settings.publicUrl}/reset?token=${token}`;
    const letter = passwordLetter({ name: person.name, role: person.role, link, hours: RESET_HOURS });
    await sendMail(trx, { to: person.email, ...letter }, settings.secret);
  });
}

/** For somebody added on the command line without a password. */
export async function firstPasswordLink(db: Db, userId: string, publicUrl: string): Promise<string> {
  return `${publicUrl}/reset?token=${await makeLink(db, 'password', userId, FIRST_PASSWORD_HOURS)}`;
}

/** Sets the password by a link, once, and ends every session: whoever else was in is out. */
export async function resetPassword(db: Db, token: string, password: string): Promise<{ email: string }> {
  const person = await personOfLink(db, token);
  await requireStrongPassword(password, 'password', [person.name, person.email]);
  const passwordHash = await hashPassword(password);
  return transaction(db, async (trx) => {
    if (!(await useUpLink(trx, 'password', token))) throw spent();
    await setPasswordHash(trx, person.id, passwordHash);
    await voidLinks(trx, 'password', person.id);
    await trx.deleteFrom('workspace.sessions').where('user_id', '=', person.id).execute();
    const who: Actor = { kind: 'user', id: person.id, name: person.name, role: person.role, teamIds: [] };
    const payload = { how: 'by link' as const };
    await emit(trx, who, [
      { name: 'person.passwordChanged', subject: { kind: 'account', id: person.id }, payload },
    ]);
    return { email: person.email };
  });
}

async function personOfLink(db: Db, token: string) {
  const link = await findLink(db, 'password', token);
  if (!link?.userId) throw spent();
  const person = await db
    .selectFrom('workspace.users')
    .select(['id', 'name', 'email', 'role'])
    .where('id', '=', link.userId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!person) throw spent();
  return person;
}

function spent(): NotFound {
  return new NotFound('This link was used before or is too old. Ask for a new one on the sign-in page.');
}
