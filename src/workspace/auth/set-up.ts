import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import { addPerson } from '../people/joining.ts';
import { firstTeams } from '../teams/team.ts';
import { findLink, makeLink, useUpLink } from './links.ts';
import { requireStrongPassword } from './password.ts';

const LINK_HOURS = 24;
const LOCK = 7_305_818; // any number: two processes never set up the same workspace

export type SetUp = {
  workspaceName: string;
  name: string;
  email: string;
  password: string;
  timeZone: string;
};

/** The first visit's link, until it is set up; asking again makes the one before useless. */
export async function setUpLink(db: Db, publicUrl: string): Promise<string | null> {
  return transaction(db, async (trx) => {
    if (await isSetUp(trx)) return null;
    return `${publicUrl}/set-up?token=${await makeLink(trx, 'set-up', null, LINK_HOURS)}`;
  });
}

export async function isSetUpOpen(db: Db, token: string): Promise<boolean> {
  return !(await isSetUp(db)) && (await findLink(db, 'set-up', token)) !== null;
}

/** The first visit: the workspace, its teams and its owner come into being together. */
export async function setUp(db: Db, token: string, input: SetUp): Promise<Actor> {
  if (!(await isSetUpOpen(db, token))) throw spent();
  await requireStrongPassword(input.password, 'password', [input.name, input.email, input.workspaceName]);
  const passwordHash = await hashPassword(input.password);
  return transaction(db, async (trx) => {
    await lockSetUp(trx);
    if ((await isSetUp(trx)) || !(await useUpLink(trx, 'set-up', token))) throw spent();
    return openWorkspace(trx, { ...input, passwordHash });
  });
}

/**
 * The unattended way (OWNER_EMAIL, OWNER_PASSWORD). Does nothing once it is set up. The operator answers for
 * the strength of the password; `settings` asks for ten characters.
 */
export async function setUpOwner(
  db: Db,
  owner: { email: string; password: string; name?: string; workspaceName?: string; timeZone?: string },
): Promise<Actor | null> {
  if (await isSetUp(db)) return null;
  const passwordHash = await hashPassword(owner.password);
  return transaction(db, (trx) => openByOwner(trx, { ...owner, passwordHash }));
}

type FirstOwner = Partial<Omit<SetUp, 'password'>> & { email: string; passwordHash?: string | undefined };

/** Opens the workspace for this owner; null where it is open already. */
export async function openByOwner(
  trx: Db,
  { email, name, workspaceName = 'My workspace', timeZone = 'UTC', passwordHash }: FirstOwner,
): Promise<Actor | null> {
  await lockSetUp(trx);
  if (await isSetUp(trx)) return null;
  const called = name ?? email.split('@')[0] ?? email;
  return openWorkspace(trx, { email, name: called, workspaceName, timeZone, passwordHash });
}

/** Not whether there is anybody: the sample may be loaded before, and brings colleagues nobody can be. */
export async function isSetUp(db: Db): Promise<boolean> {
  return (await db.selectFrom('workspace.settings').select('id').executeTakeFirst()) !== undefined;
}

async function openWorkspace(
  trx: Db,
  input: Omit<SetUp, 'password'> & { passwordHash?: string | undefined },
): Promise<Actor> {
  const id = newId();
  await trx
    .insertInto('workspace.settings')
    .values({
      id,
      name: input.workspaceName,
      time_zone: input.timeZone,
      created_at: now(),
      updated_at: now(),
    })
    .execute();
  const teams = firstTeams.map((team) => ({ id: newId(), ...team, created_at: now(), updated_at: now() }));
  await trx.insertInto('workspace.teams').values(teams).execute();
  await trx.deleteFrom('workspace.links').where('purpose', '=', 'set-up').execute();
  const owner = await addPerson(trx, null, {
    email: input.email,
    name: input.name,
    role: 'owner',
    passwordHash: input.passwordHash,
  });
  await emit(trx, owner, [
    { name: 'workspace.created', subject: { kind: 'workspace', id }, payload: { name: input.workspaceName } },
    ...teams.map((team) => ({
      name: 'team.created' as const,
      subject: { kind: 'team', id: team.id },
      payload: { name: team.name },
    })),
  ]);
  await tell(trx, owner, 'workspace.opened', {});
  return owner;
}

async function lockSetUp(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
}

function spent(): NotFound {
  return new NotFound(
    'This set-up link was used before, or a newer one was made. Start Tandem again to get a new one.',
  );
}
