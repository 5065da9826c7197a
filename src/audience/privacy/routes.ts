import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { startCopy } from './copy.ts';
import { eraseContact, listErasures } from './erasures.ts';

export function privacyRoutes(app: App, { db, settings }: Pick<House, 'db' | 'settings'>): void {
  app.post(
    '/api/contacts/:id/copies',
    { ...may('contacts.privacy'), schema: contract.copy },
    async ({ who, params, body }, reply) => reply.code(202).send(await startCopy(db, who, params.id, body)),
  );
  app.post(
    '/api/erasures',
    { ...may('contacts.privacy'), schema: contract.erase },
    async ({ who, body }, reply) => reply.code(201).send(await eraseContact(db, who, settings.secret, body)),
  );
  app.get('/api/erasures', { ...may('contacts.privacy'), schema: contract.erasures }, ({ query }) =>
    listErasures(db, settings.secret, query),
  );
}
