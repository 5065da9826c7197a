import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import { consentOf, recordConsent } from './consents.ts';
import * as contract from './contract.ts';
import { createPurpose, editPurpose, listPurposes } from './purposes.ts';

export function consentRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/consent-purposes', { ...may('contacts.read'), schema: contract.purposes }, () =>
    listPurposes(db),
  );
  app.post(
    '/api/consent-purposes',
    { ...may('contacts.privacy'), schema: contract.addPurpose },
    async ({ who, body }, reply) => reply.code(201).send(await createPurpose(db, who, body)),
  );
  app.patch(
    '/api/consent-purposes/:key',
    { ...may('contacts.privacy'), schema: contract.changePurpose },
    ({ who, params, body }) => editPurpose(db, who, params.key, body),
  );
  app.get(
    '/api/contacts/:id/consents',
    { ...may('contacts.read'), schema: contract.show },
    ({ who, params }) => consentOf(db, who, params.id),
  );
  app.post(
    '/api/contacts/:id/consents',
    { ...may('consent.edit'), schema: contract.record },
    async ({ who, params, body }, reply) =>
      reply.code(201).send(await recordConsent(db, who, params.id, body.answers)),
  );
}
