import { hashPassword } from 'better-auth/crypto';
import { pino } from 'pino';
import { system, type Actor, type Role } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { App } from '../platform/http/app.ts';
import { createServer } from '../platform/http/server.ts';
import { newId } from '../platform/ids.ts';
import type { House, Room } from '../platform/room.ts';
import { readSettings, type Settings } from '../platform/settings.ts';
import { authenticate } from './auth/authenticate.ts';
import { signedSessionCookie } from './auth/cookies.ts';
import { addPerson } from './people/joining.ts';
import { allows } from './permissions.ts';
import { workspace } from './workspace.ts';

export type TestActor = Actor & { kind: 'user'; id: string; email: string };

const SECRET = 'a secret that only tests know, long enough';
const places = new WeakMap<Actor, Db>();

/** A house around a test's database: the settings of a Tandem at http://localhost:4000, and a log nobody reads. */
export function testHouse(db: Db, settings: Partial<Settings> = {}): House {
  const log = pino({ level: 'silent' });
  return { db, log, settings: { ...readSettings({}), secret: SECRET, ...settings } };
}

/** The API of these rooms, as a browser or a program meets it. */
export async function testApp(house: House, rooms: Room[] = [workspace]): Promise<App> {
  const { log, settings } = house;
  const app = await createServer({
    log,
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    authenticate: authenticate(house),
    allows,
  });
  for (const room of rooms) await room.routes?.(app, house);
  await app.ready();
  return app;
}

/** Somebody who works here; `team` is the id of one they belong to. */
export async function actor(db: Db, role: Role, { team }: { team?: string } = {}): Promise<TestActor> {
  const id = newId();
  const name = `${role.replaceAll('_', ' ')} ${id.slice(-4)}`;
  const email = `${id}@hallow-reed.example`;
  await openTestWorkspace(db);
  await db.insertInto('workspace.users').values({ id, name, email, role, email_verified: true }).execute();
  if (team) await db.insertInto('workspace.team_members').values({ team_id: team, user_id: id }).execute();
  const who: TestActor = { kind: 'user', id, name, email, role, teamIds: team ? [team] : [] };
  places.set(who, db);
  return who;
}

/** The headers of a session of `who`, without the cost of a password. */
export async function signIn(app: App, who: Actor): Promise<{ cookie: string }> {
  await app.ready();
  const db = places.get(who);
  if (!db || !who.id) throw new Error('Only somebody made by actor() can sign in here.');
  const token = newId();
  const expires_at = new Date(now().getTime() + 86_400_000);
  await db
    .insertInto('workspace.sessions')
    .values({ id: newId(), user_id: who.id, token, expires_at })
    .execute();
  return {
    cookie: await signedSessionCookie(token, { publicUrl: testHouse(db).settings.publicUrl, secret: SECRET }),
  };
}

/** What a browser would send back of the cookies an answer set. */
export function cookiesOf(answer: { cookies: { name: string; value: string }[] }): { cookie: string } {
  const kept = answer.cookies.filter(({ value }) => value !== '');
  return { cookie: kept.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') };
}

/** The names of the events since the beginning of the test, in order. */
export async function eventNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('platform.events').select('name').orderBy('position').execute();
  return rows.map(({ name }) => name);
}

/** The workspace that set-up would have made. */
export async function openTestWorkspace(db: Db): Promise<void> {
  await db
    .insertInto('workspace.settings')
    .values({ id: newId(), name: 'Hallow & Reed', time_zone: 'Europe/London' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The password of everybody who has one in tests. */
export const PASSWORD = 'quarry-lantern-53-oboe';

/** Somebody who can sign in with `PASSWORD`, as set-up, invitations and the command line make them. */
export async function member(db: Db, role: Role = 'admin', name = 'Ada Reed'): Promise<TestActor> {
  await openTestWorkspace(db);
  passwordHash ??= hashPassword(PASSWORD);
  const email = `${newId()}@hallow-reed.example`;
  const added = await addPerson(db, system, { email, name, role, passwordHash: await passwordHash });
  const who: TestActor = { ...added, kind: 'user', id: added.id ?? '', email };
  places.set(who, db);
  return who;
}

let passwordHash: Promise<string> | undefined;

export async function makeTeam(
  db: Db,
  name: string,
  kind: 'marketing' | 'sales' | 'success' | 'other' = 'sales',
) {
  const id = newId();
  await db.insertInto('workspace.teams').values({ id, name, kind }).execute();
  return id;
}
