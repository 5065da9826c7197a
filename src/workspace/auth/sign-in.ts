import type { FastifyRequest } from 'fastify';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { normalizeEmail } from '../people/person.ts';
import { countAttempt, forgiveAttempt, type Limit } from './attempts.ts';
import { engineHeaders } from './cookies.ts';
import { deviceOf } from './device.ts';
import { asked } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import '../events.ts';

/** Cookies to hand to the browser, and whether a code is still to come. */
export type SignedIn = { headers: Headers; secondFactor: boolean };

export async function signIn(
  db: Db,
  engine: Engine,
  request: FastifyRequest,
  input: { email: string; password: string },
): Promise<SignedIn> {
  const email = normalizeEmail(input.email);
  const { here, everywhere } = signInLimits(request.ip, email);
  await countAttempt(db, here);
  // Only what passed there: one place alone cannot use this one up.
  await countAttempt(db, everywhere);
  try {
    const signedIn = await openSession(engine, request, { email, password: input.password });
    await forgiveAttempt(db, [...here, ...everywhere]);
    if (!signedIn.secondFactor)
      await tellSignIn(db, { email }, { method: 'password', ...whereFrom(request) });
    return signedIn;
  } catch (error) {
    if (error instanceof Invalid || error instanceof Forbidden) await tellFailure(db, request, email);
    throw error;
  }
}

/** Opens a session for somebody who has just chosen this password: after set-up or an invitation. */
export async function openSession(
  engine: Engine,
  request: FastifyRequest,
  body: { email: string; password: string },
): Promise<SignedIn> {
  const call = engine.api.signInEmail({ body, headers: engineHeaders(request), returnHeaders: true });
  const { headers, response } = await asked(call);
  return { headers, secondFactor: 'twoFactorRedirect' in response };
}

/** The code of an authenticator app, or one of the backup codes. */
export async function giveSecondFactor(
  db: Db,
  engine: Engine,
  request: FastifyRequest,
  input: { code: string; trustDevice?: boolean | undefined },
): Promise<SignedIn> {
  await countAttempt(db, [{ key: `second-factor:ip:${request.ip}`, max: 30, minutes: 10 }]);
  const code = input.code.replaceAll(/\s/g, '');
  const call = {
    body: { code, trustDevice: input.trustDevice ?? false },
    headers: engineHeaders(request),
    returnHeaders: true as const,
  };
  const byApp = /^\d{6}$/.test(code);
  const { headers, response } = await asked(
    byApp ? engine.api.verifyTOTP(call) : engine.api.verifyBackupCode(call),
  );
  await tellSignIn(db, { id: response.user.id }, { method: 'second factor', ...whereFrom(request) });
  return { headers, secondFactor: false };
}

export async function tellSignIn(
  db: Db,
  person: { email: string } | { id: string },
  payload: { method: 'password' | 'second factor' | 'single sign-on'; ip: string; device: string },
): Promise<void> {
  const [[column, value] = ['id', '']] = Object.entries(person);
  const found = await db
    .selectFrom('workspace.users')
    .select(['id', 'name', 'role'])
    .where(column === 'email' ? 'email' : 'id', '=', value)
    .executeTakeFirst();
  if (!found) return;
  const who: Actor = { kind: 'user', ...found, teamIds: [] };
  await emit(db, who, [{ name: 'sign-in.succeeded', subject: { kind: 'account', id: found.id }, payload }]);
}

/** From where somebody signs in, as the audit log keeps it. */
export function whereFrom(request: FastifyRequest): { ip: string; device: string } {
  return { ip: request.ip, device: deviceOf(request.headers['user-agent']) };
}

/** Known or not, the same two statements: how long the answer takes says nothing about who works here. */
async function tellFailure(db: Db, request: FastifyRequest, email: string): Promise<void> {
  const [person, workspace] = await Promise.all([
    db.selectFrom('workspace.users').select('id').where('email', '=', email).executeTakeFirst(),
    db.selectFrom('workspace.settings').select('id').executeTakeFirst(),
  ]);
  if (!workspace) return;
  const subject = person ? { kind: 'account', id: person.id } : { kind: 'workspace', id: workspace.id };
  const payload = { email, ...whereFrom(request) };
  await emit(db, system, [{ name: 'sign-in.failed', subject, payload }]);
}

/**
 * Successes are taken back, so an office behind one address does not lock itself out. Whoever knows an e-mail address
 * could otherwise keep its owner out, so the tight limit is for one place; the one for all places together is far higher.
 */
function signInLimits(ip: string, email: string): { here: Limit[]; everywhere: Limit[] } {
  const here = [
    { key: `sign-in:ip:${ip}`, max: 50, minutes: 10 },
    { key: `sign-in:email:${email}:ip:${ip}`, max: 10, minutes: 15 },
  ];
  return { here, everywhere: [{ key: `sign-in:email:${email}`, max: 200, minutes: 15 }] };
}
