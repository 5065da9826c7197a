import type { App } from '../../platform/http/app.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import { countAttempt } from './attempts.ts';
import * as contract from './contract.ts';
import { engineHeaders, passCookies } from './cookies.ts';
import type { Engine } from './engine.ts';
import { finishOidc, oidcEngines, refusals, signInMethods, startOidc, type Refusal } from './oidc.ts';
import { resetPassword } from './passwords.ts';
import { isSetUpOpen, setUp } from './set-up.ts';
import { giveSecondFactor, openSession, signIn, tellSignIn, whereFrom } from './sign-in.ts';

/** For people who are not signed in yet. Every one of these counts its tries. */
export function signInRoutes(app: App, house: House, engine: Engine): void {
  const { db, settings } = house;
  app.get('/api/sign-in/methods', { ...may('anyone'), schema: contract.showMethods }, ({ query }) => {
    const refusal = isRefusal(query.refused) ? refusals[query.refused] : null;
    return { ...signInMethods(settings), refusal };
  });
  app.post('/api/sign-in', { ...may('anyone'), schema: contract.signIn }, async (request, reply) => {
    const { headers, secondFactor } = await signIn(db, engine, request, request.body);
    passCookies(reply, headers);
    return { secondFactor };
  });
  app.post(
    '/api/sign-in/second-factor',
    { ...may('anyone'), schema: contract.secondFactor },
    async (request, reply) => {
      const { headers } = await giveSecondFactor(db, engine, request, request.body);
      passCookies(reply, headers);
      return reply.code(204).send(null);
    },
  );
  app.post('/api/sign-out', { ...may('anyone'), schema: contract.signOut }, async (request, reply) => {
    const { headers } = await engine.api.signOut({ headers: engineHeaders(request), returnHeaders: true });
    passCookies(reply, headers);
    return reply.code(204).send(null);
  });
}

export function setUpRoutes(app: App, { db }: House, engine: Engine): void {
  app.get('/api/set-up', { ...may('anyone'), schema: contract.showSetUp }, async ({ query, ip }) => {
    await countAttempt(db, [{ key: `set-up:ip:${ip}`, max: 60, minutes: 10 }]);
    return { valid: await isSetUpOpen(db, query.token) };
  });
  app.post('/api/set-up', { ...may('anyone'), schema: contract.setUp }, async (request, reply) => {
    await countAttempt(db, [{ key: `set-up:ip:${request.ip}`, max: 60, minutes: 10 }]);
    const { token, ...input } = request.body;
    await setUp(db, token, input);
    const { headers } = await openSession(engine, request, input);
    passCookies(reply, headers);
    await tellSignIn(db, { email: input.email }, { method: 'password', ...whereFrom(request) });
    return reply.code(204).send(null);
  });
}

export function passwordResetRoutes(app: App, { db }: House): void {
  app.post(
    '/api/password-resets',
    { ...may('anyone'), schema: contract.askReset },
    async ({ body, ip }, reply) => {
      await countAttempt(db, [
        { key: `reset:ip:${ip}`, max: 20, minutes: 60 },
        { key: `reset:email:${body.email}`, max: 5, minutes: 60 },
      ]);
      await enqueue(db, 'workspace.mailPasswordLink', { email: body.email });
      return reply.code(202).send(null);
    },
  );
  app.put(
    '/api/password-resets/:token',
    { ...may('anyone'), schema: contract.reset },
    async ({ params, body, ip }, reply) => {
      await countAttempt(db, [{ key: `reset-token:ip:${ip}`, max: 30, minutes: 60 }]);
      await resetPassword(db, params.token, body.password);
      return reply.code(204).send(null);
    },
  );
}

export function oidcRoutes(app: App, house: House): void {
  const { db, settings, log } = house;
  const engineOf = oidcEngines(house);
  app.get('/api/sign-in/oidc', { ...may('anyone'), schema: contract.startOidc }, async (request, reply) => {
    await countAttempt(db, [{ key: `oidc:ip:${request.ip}`, max: 60, minutes: 10 }]);
    if (!settings.oidc) return reply.redirect('/sign-in?refused=failed');
    try {
      const { url, headers } = await startOidc(await engineOf(), request);
      passCookies(reply, headers);
      return reply.redirect(url);
    } catch (error) {
      log.error({ err: error }, 'The OpenID Connect provider cannot be used');
      return reply.redirect('/sign-in?refused=unreachable');
    }
  });
  app.get(
    '/api/sign-in/callback/oidc',
    { ...may('anyone'), schema: contract.finishOidc },
    async (request, reply) => {
      await countAttempt(db, [{ key: `oidc:ip:${request.ip}`, max: 60, minutes: 10 }]);
      const { path, headers } = await finishOidc(await engineOf(), request, settings.publicUrl);
      passCookies(reply, headers);
      return reply.redirect(path);
    },
  );
}

function isRefusal(text: string | undefined): text is Refusal {
  return text !== undefined && Object.hasOwn(refusals, text);
}
