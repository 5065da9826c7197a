import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { personId } from '../people/person.ts';
import { countAttempt } from './attempts.ts';
import { engineHeaders } from './cookies.ts';
import { asked } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import '../events.ts';

/** Begins with a secret for the authenticator app; it counts only after `confirmSecondFactor`. */
export async function startSecondFactor(
  db: Db,
  who: Actor,
  engine: Engine,
  request: FastifyRequest,
  password: string,
) {
  await countTry(db, who);
  const call = engine.api.enableTwoFactor({
    body: { password, method: 'totp' },
    headers: engineHeaders(request),
  });
  const begun = await asked(call);
  if (begun.method !== 'totp') throw new Error('The sign-in engine began another kind of second factor.');
  return { uri: begun.totpURI, backupCodes: begun.backupCodes };
}

export async function confirmSecondFactor(
  db: Db,
  who: Actor,
  engine: Engine,
  request: FastifyRequest,
  code: string,
): Promise<Headers> {
  await countTry(db, who);
  const body = { code: code.replaceAll(/\s/g, '') };
  const call = engine.api.verifyTOTP({ body, headers: engineHeaders(request), returnHeaders: true });
  const { headers } = await asked(call);
  await emit(db, who, [
    { name: 'person.secondFactorAdded', subject: { kind: 'account', id: personId(who) }, payload: {} },
  ]);
  return headers;
}

export async function removeSecondFactor(
  db: Db,
  who: Actor,
  engine: Engine,
  request: FastifyRequest,
  password: string,
): Promise<Headers> {
  await countTry(db, who);
  const call = engine.api.disableTwoFactor({
    body: { password },
    headers: engineHeaders(request),
    returnHeaders: true,
  });
  const { headers } = await asked(call);
  await emit(db, who, [
    { name: 'person.secondFactorRemoved', subject: { kind: 'account', id: personId(who) }, payload: {} },
  ]);
  return headers;
}

async function countTry(db: Db, who: Actor): Promise<void> {
  await countAttempt(db, [{ key: `second-factor:person:${personId(who)}`, max: 15, minutes: 15 }]);
}
