import { hashPassword } from 'better-auth/crypto';
import { sql, type Selectable } from 'kysely';
import type { Actor, Role } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { sendMail } from '../../platform/mail.ts';
import { requireStrongPassword } from '../auth/password.ts';
import { hashToken, newToken } from '../auth/tokens.ts';
import { readSettings } from '../settings/settings.ts';
import type { InvitationsTable } from '../tables.ts';
import { addPerson, requireTeams } from './joining.ts';
import { invitationLetter, type LetterSettings } from './letters.ts';
import { normalizeEmail, requireMayGive, roleNames } from './person.ts';
import '../events.ts';

type InvitationRow = Selectable<InvitationsTable>;

const VALID_DAYS = 7;

export type NewInvitation = {
  email: string;
  name?: string | null | undefined;
  role: Role;
  teamIds: string[];
};

/** Open invitations, newest first. */
export async function listInvitations(db: Db) {
  const rows = await db
    .selectFrom('workspace.invitations as i')
    .leftJoin('workspace.users as u', 'u.id', 'i.invited_by')
    .selectAll('i')
    .select('u.name as invited_by_name')
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .orderBy('i.created_at', 'desc')
    .limit(500)
    .execute();
  return rows.map(({ invited_by_name, ...row }) => toInvitation(row, invited_by_name));
}

/** Mails a link; the answer carries it too, so that whoever invites can hand it over without any mail. */
export async function invite(db: Db, who: Actor, input: NewInvitation, settings: LetterSettings) {
  requireMayGive(who, input.role);
  const email = normalizeEmail(input.email);
  const token = newToken();
  return transaction(db, async (trx) => {
    await requireTeams(trx, input.teamIds);
    await requireNewcomer(trx, email);
    const row = await insertInvitation(trx, who, { ...input, email }, await hashToken(token));
    const payload = { email, role: input.role };
    await emit(trx, who, [{ name: 'person.invited', subject: { kind: 'invitation', id: row.id }, payload }]);
    return { ...toInvitation(row, who.name), link: await mailInvitation(trx, who, row, token, settings) };
  });
}

/** A new link, a new week; the link before no longer works. */
export async function renewInvitation(db: Db, who: Actor, id: string, settings: LetterSettings) {
  const token = newToken();
  const token_hash = await hashToken(token);
  return transaction(db, async (trx) => {
    const row = await lockOpen(trx, id);
    requireMayGive(who, row.role);
    const renewed = { ...row, expires_at: weekFromNow() };
    await trx
      .updateTable('workspace.invitations')
      .set({ token_hash, expires_at: renewed.expires_at })
      .where('id', '=', id)
      .execute();
    const payload = { email: row.email };
    await emit(trx, who, [
      { name: 'person.invitationRenewed', subject: { kind: 'invitation', id }, payload },
    ]);
    return {
      ...toInvitation(renewed, null),
      link: await mailInvitation(trx, who, renewed, token, settings),
    };
  });
}

export async function revokeInvitation(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const row = await lockOpen(trx, id);
    await trx
      .updateTable('workspace.invitations')
      .set({ revoked_at: now(), revoked_by: who.id })
      .where('id', '=', id)
      .execute();
    const payload = { email: row.email };
    await emit(trx, who, [
      { name: 'person.invitationRevoked', subject: { kind: 'invitation', id }, payload },
    ]);
  });
}

/** What somebody who has the link may see before they join. */
export async function showInvitation(db: Db, token: string) {
  const row = await findByToken(db, token);
  const { name: workspaceName } = await readSettings(db);
  const inviter = await db
    .selectFrom('workspace.users')
    .select('name')
    .where('id', '=', row.invited_by)
    .executeTakeFirst();
  return {
    workspaceName,
    email: row.email,
    name: row.name,
    roleName: roleNames[row.role],
    invitedBy: inviter?.name ?? null,
  };
}

export async function acceptInvitation(
  db: Db,
  token: string,
  input: { name: string; password: string; timeZone: string },
): Promise<Actor & { email: string }> {
  const { email } = await findByToken(db, token);
  await requireStrongPassword(input.password, 'password', [input.name, email]);
  const passwordHash = await hashPassword(input.password);
  return transaction(db, async (trx) => {
    const row = await findByToken(trx, token, { lock: true });
    const person = await join(trx, row, { name: input.name, passwordHash, timeZone: input.timeZone });
    return { ...person, email };
  });
}

/** Somebody whom single sign-on vouches for needs no link: an open invitation to their address is enough. */
export async function joinByAddress(db: Db, email: string, name: string): Promise<boolean> {
  return transaction(db, async (trx) => {
    const row = await openInvitations(trx)
      .where('email', '=', normalizeEmail(email))
      .forUpdate()
      .executeTakeFirst();
    if (!row) return false;
    await join(trx, row, { name: row.name ?? name });
    return true;
  });
}

async function join(
  trx: Db,
  row: InvitationRow,
  person: { name: string; passwordHash?: string; timeZone?: string },
) {
  const teamIds = await remainingTeams(trx, row.team_ids);
  const joined = await addPerson(trx, null, { ...person, email: row.email, role: row.role, teamIds });
  await trx
    .updateTable('workspace.invitations')
    .set({ accepted_at: now(), user_id: joined.id })
    .where('id', '=', row.id)
    .execute();
  return joined;
}

async function requireNewcomer(trx: Db, email: string): Promise<void> {
  const person = await trx
    .selectFrom('workspace.users')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  if (person)
    throw new Conflict(`Somebody with the address ${email} works here already.`, { personId: person.id });
}

async function insertInvitation(
  trx: Db,
  who: Actor,
  input: NewInvitation,
  token_hash: string,
): Promise<InvitationRow> {
  const row = await trx
    .insertInto('workspace.invitations')
    .values({
      id: newId(),
      email: input.email,
      name: input.name ?? null,
      role: input.role,
      team_ids: input.teamIds,
      token_hash,
      expires_at: weekFromNow(),
      invited_by: who.id,
      created_at: now(),
    })
    .onConflict((conflict) =>
      conflict.column('email').where('accepted_at', 'is', null).where('revoked_at', 'is', null).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (row) return row;
  throw new Conflict(
    `${input.email} has been invited already. Send the invitation again, or revoke it first.`,
  );
}

async function mailInvitation(
  trx: Db,
  who: Actor,
  row: InvitationRow,
  token: string,
  settings: LetterSettings,
) {
  const link = `${settings.publicUrl}/invitation?token=${token}`;
  const { name: workspaceName } = await readSettings(trx);
  const letter = invitationLetter({
    name: row.name,
    inviter: who.name,
    workspace: workspaceName,
    link,
    days: VALID_DAYS,
    role: row.role,
  });
  await sendMail(trx, { to: row.email, ...letter }, settings.secret);
  return link;
}

function openInvitations(db: Db) {
  return db
    .selectFrom('workspace.invitations')
    .selectAll()
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now());
}

async function findByToken(db: Db, token: string, { lock = false } = {}): Promise<InvitationRow> {
  const query = openInvitations(db).where('token_hash', '=', await hashToken(token));
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row) return row;
  throw new NotFound(
    'This invitation was used, revoked or is too old. Ask whoever invited you for a new link.',
  );
}

async function lockOpen(trx: Db, id: string): Promise<InvitationRow> {
  const row = await trx
    .selectFrom('workspace.invitations')
    .selectAll()
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row) return row;
  throw new NotFound('This invitation was accepted or revoked.');
}

/** A team may have been deleted since somebody was invited to it. */
async function remainingTeams(trx: Db, ids: string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('workspace.teams')
    .select('id')
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return rows.map(({ id }) => id);
}

function toInvitation(row: InvitationRow, invitedBy: string | null) {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    teamIds: row.team_ids,
    invitedBy: row.invited_by && invitedBy ? { id: row.invited_by, name: invitedBy } : null,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    expired: row.expires_at <= now(),
  };
}

function weekFromNow(): Date {
  return new Date(now().getTime() + VALID_DAYS * 86_400_000);
}
