import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { countAttempt } from '../auth/attempts.ts';
import { passCookies } from '../auth/cookies.ts';
import type { Engine } from '../auth/engine.ts';
import { openSession, tellSignIn, whereFrom } from '../auth/sign-in.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import {
  acceptInvitation,
  invite,
  listInvitations,
  renewInvitation,
  revokeInvitation,
  showInvitation,
} from './invitations.ts';
import { changePerson, listPeople, readPerson } from './people.ts';

export function peopleRoutes(app: App, { db }: House): void {
  app.get('/api/people', { ...may('people.read'), schema: contract.list }, ({ query }) =>
    listPeople(db, query),
  );
  app.get('/api/people/:id', { ...may('people.read'), schema: contract.show }, ({ params }) =>
    readPerson(db, params.id),
  );
  app.patch(
    '/api/people/:id',
    { ...may('people.manage'), schema: contract.change },
    ({ who, params, body }) => changePerson(db, who, params.id, body),
  );
}

export function invitationRoutes(app: App, { db, settings }: House): void {
  app.get('/api/invitations', { ...may('people.manage'), schema: contract.listInvitations }, async () => ({
    items: await listInvitations(db),
  }));
  app.post(
    '/api/invitations',
    { ...may('people.manage'), schema: contract.invite },
    async ({ who, body }, reply) => reply.code(201).send(await invite(db, who, body, settings)),
  );
  app.put(
    '/api/invitations/:id/renewal',
    { ...may('people.manage'), schema: contract.renew },
    ({ who, params }) => renewInvitation(db, who, params.id, settings),
  );
  app.delete(
    '/api/invitations/:id',
    { ...may('people.manage'), schema: contract.revoke },
    async ({ who, params }, reply) => {
      await revokeInvitation(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
}

/** For whoever holds the link. */
export function joiningRoutes(app: App, { db }: House, engine: Engine): void {
  const url = '/api/invitations/:token';
  app.get(url, { ...may('anyone'), schema: contract.showInvitation }, async ({ params, ip }) => {
    await countAttempt(db, [{ key: `invitation:ip:${ip}`, max: 60, minutes: 10 }]);
    return showInvitation(db, params.token);
  });
  app.post(`${url}/acceptance`, { ...may('anyone'), schema: contract.accept }, async (request, reply) => {
    await countAttempt(db, [{ key: `invitation:ip:${request.ip}`, max: 60, minutes: 10 }]);
    const { password } = request.body;
    const { email } = await acceptInvitation(db, request.params.token, request.body);
    const { headers } = await openSession(engine, request, { email, password });
    passCookies(reply, headers);
    await tellSignIn(db, { email }, { method: 'password', ...whereFrom(request) });
    return reply.code(204).send(null);
  });
}
