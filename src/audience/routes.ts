import type { Db } from '../platform/db.ts';
import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import { deleteContacts, editContacts, undoBulkDeletion, undoBulkEdit } from './bulk/bulk-changes.ts';
import { listContacts } from './contact-list.ts';
import { assignContact, createContact, deleteContact, editContact, restoreContact } from './contacts.ts';
import { companyRoutes } from './companies/routes.ts';
import { consentRoutes } from './consent/routes.ts';
import * as contract from './contract.ts';
import { startExport } from './export.ts';
import { importRoutes } from './import/routes.ts';
import { duplicateRoutes } from './duplicates/routes.ts';
import { mergeRoutes } from './merge/routes.ts';
import { neighboursOf } from './neighbours.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { propertyRoutes } from './properties/routes.ts';
import { findContact } from './reading.ts';
import { segmentRoutes } from './segments/routes.ts';
import { tagRoutes } from './tags/routes.ts';

export function routes(app: App, house: Pick<House, 'db' | 'settings'>): void {
  const { db } = house;
  one(app, db);
  many(app, db);
  companyRoutes(app, { db });
  importRoutes(app, { db });
  propertyRoutes(app, { db });
  segmentRoutes(app, { db });
  tagRoutes(app, { db });
  consentRoutes(app, house);
  mergeRoutes(app, { db });
  duplicateRoutes(app, { db });
  privacyRoutes(app, house);
}

function one(app: App, db: Db): void {
  app.post(
    '/api/contacts',
    { ...may('contacts.create'), schema: contract.create },
    async ({ who, body }, reply) => reply.code(201).send(await createContact(db, who, body)),
  );
  app.get('/api/contacts/:id', { ...may('contacts.read'), schema: contract.show }, ({ who, params }) =>
    findContact(db, who, params.id),
  );
  app.patch(
    '/api/contacts/:id',
    { ...may('contacts.edit'), schema: contract.edit },
    ({ who, params, body }) => editContact(db, who, params.id, body),
  );
  app.delete(
    '/api/contacts/:id',
    { ...may('contacts.delete'), schema: contract.remove },
    async ({ who, params }, reply) => {
      await deleteContact(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/api/contacts/:id/restoration',
    { ...may('contacts.delete'), schema: contract.restore },
    ({ who, params }) => restoreContact(db, who, params.id),
  );
  app.put(
    '/api/contacts/:id/owner',
    { ...may('contacts.assign'), schema: contract.assign },
    ({ who, params, body }) => assignContact(db, who, params.id, body.ownerId),
  );
  app.get(
    '/api/contacts/:id/neighbours',
    { ...may('contacts.read'), schema: contract.beside },
    ({ who, params, query }) => neighboursOf(db, who, params.id, query),
  );
}

function many(app: App, db: Db): void {
  app.get('/api/contacts', { ...may('contacts.read'), schema: contract.list }, ({ who, query }) =>
    listContacts(db, who, query),
  );
  app.post(
    '/api/contacts/bulk-edits',
    { ...may('contacts.edit'), schema: contract.editMany },
    ({ who, body }) => editContacts(db, who, body),
  );
  app.delete(
    '/api/contacts/bulk-edits/:id',
    { ...may('contacts.edit'), schema: contract.undo },
    ({ who, params }) => undoBulkEdit(db, who, params.id),
  );
  app.post(
    '/api/contacts/bulk-deletions',
    { ...may('contacts.delete'), schema: contract.deleteMany },
    ({ who, body }) => deleteContacts(db, who, body),
  );
  app.delete(
    '/api/contacts/bulk-deletions/:id',
    { ...may('contacts.delete'), schema: contract.undo },
    ({ who, params }) => undoBulkDeletion(db, who, params.id),
  );
  app.post(
    '/api/contacts/exports',
    { ...may('contacts.export'), schema: contract.exportList },
    async ({ who, body }, reply) => reply.code(202).send(await startExport(db, who, body)),
  );
}
