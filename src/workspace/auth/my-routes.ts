import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import { passCookies, sessionToken } from './cookies.ts';
import type { Engine } from './engine.ts';
import { changeMe, readMe } from './me.ts';
import { changeMyPassword } from './passwords.ts';
import { confirmSecondFactor, removeSecondFactor, startSecondFactor } from './second-factor.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';

/** What everybody may do with their own account. */
export function myRoutes(app: App, { db, settings }: House): void {
  app.get('/api/me', { ...may('signed-in'), schema: contract.showMe }, ({ who }) =>
    readMe(db, who, settings),
  );
  app.patch('/api/me', { ...may('signed-in'), schema: contract.changeMe }, async ({ who, body }) => {
    await changeMe(db, who, body);
    return readMe(db, who, settings);
  });
  app.put(
    '/api/me/password',
    { ...may('signed-in'), schema: contract.changePassword },
    async (request, reply) => {
      await changeMyPassword(db, request.who, request.body, await sessionToken(request, settings));
      return reply.code(204).send(null);
    },
  );
  app.get('/api/me/sessions', { ...may('signed-in'), schema: contract.listSessions }, async (request) => ({
    items: await listSessions(db, request.who, await sessionToken(request, settings)),
  }));
  app.delete('/api/me/sessions', { ...may('signed-in'), schema: contract.endSessions }, async (request) => ({
    ended: await endOtherSessions(db, request.who, await sessionToken(request, settings)),
  }));
  app.delete(
    '/api/me/sessions/:id',
    { ...may('signed-in'), schema: contract.endSession },
    async ({ who, params }, reply) => {
      await endSession(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
}

export function mySecondFactorRoutes(app: App, { db }: House, engine: Engine): void {
  const url = '/api/me/second-factor';
  app.post(url, { ...may('signed-in'), schema: contract.startSecondFactor }, (request) =>
    startSecondFactor(db, request.who, engine, request, request.body.password),
  );
  app.put(
    `${url}/confirmation`,
    { ...may('signed-in'), schema: contract.confirmSecondFactor },
    async (request, reply) => {
      passCookies(reply, await confirmSecondFactor(db, request.who, engine, request, request.body.code));
      return reply.code(204).send(null);
    },
  );
  app.delete(url, { ...may('signed-in'), schema: contract.removeSecondFactor }, async (request, reply) => {
    passCookies(reply, await removeSecondFactor(db, request.who, engine, request, request.body.password));
    return reply.code(204).send(null);
  });
}
