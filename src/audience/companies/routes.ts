import type { Db } from '../../platform/db.ts';
import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import { deleteCompanies, editCompanies, undoCompanyBulkChange } from './bulk-changes.ts';
import { assignCompany, createCompany, deleteCompany, editCompany, restoreCompany } from './companies.ts';
import { companiesBeside, listCompanies } from './company-list.ts';
import * as contract from './contract.ts';
import { startCompanyExport } from './export.ts';
import { familyOf } from './family.ts';
import { companyMergeRoutes } from './merge/routes.ts';
import { listPeople, removePerson, setRoles } from './people.ts';
import { findCompany } from './reading.ts';
import { acceptSuggestions, suggestionsFor } from './suggestions.ts';
import { workplacesOf } from './workplaces.ts';

export function companyRoutes(app: App, { db }: Pick<House, 'db'>): void {
  one(app, db);
  people(app, db);
  many(app, db);
  companyMergeRoutes(app, { db });
}

function one(app: App, db: Db): void {
  app.post(
    '/api/companies',
    { ...may('companies.edit'), schema: contract.create },
    async ({ who, body }, reply) => reply.code(201).send(await createCompany(db, who, body)),
  );
  app.get('/api/companies/:id', { ...may('companies.read'), schema: contract.show }, ({ who, params }) =>
    findCompany(db, who, params.id),
  );
  app.patch(
    '/api/companies/:id',
    { ...may('companies.edit'), schema: contract.edit },
    ({ who, params, body }) => editCompany(db, who, params.id, body),
  );
  app.delete(
    '/api/companies/:id',
    { ...may('companies.delete'), schema: contract.remove },
    async ({ who, params }, reply) => {
      await deleteCompany(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/api/companies/:id/restoration',
    { ...may('companies.delete'), schema: contract.restore },
    ({ who, params }) => restoreCompany(db, who, params.id),
  );
  app.put(
    '/api/companies/:id/owner',
    { ...may('companies.edit'), schema: contract.assign },
    ({ who, params, body }) => assignCompany(db, who, params.id, body.ownerId),
  );
  app.get(
    '/api/companies/:id/neighbours',
    { ...may('companies.read'), schema: contract.beside },
    ({ who, params, query }) => companiesBeside(db, who, params.id, query),
  );
  app.get(
    '/api/companies/:id/family',
    { ...may('companies.read'), schema: contract.showFamily },
    ({ who, params }) => familyOf(db, who, params.id),
  );
}

function people(app: App, db: Db): void {
  app.get(
    '/api/companies/:id/people',
    { ...may('companies.read'), schema: contract.listPeople },
    ({ who, params, query }) => listPeople(db, who, params.id, query),
  );
  app.put(
    '/api/companies/:id/people/:contactId',
    { ...may('companies.edit'), schema: contract.setRoles },
    ({ who, params, body }) => setRoles(db, who, params.id, params.contactId, body),
  );
  app.delete(
    '/api/companies/:id/people/:contactId',
    { ...may('companies.edit'), schema: contract.removePerson },
    async ({ who, params }, reply) => {
      await removePerson(db, who, params.id, params.contactId);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/companies/:id/suggestions',
    { ...may('companies.read'), schema: contract.suggest },
    ({ who, params }) => suggestionsFor(db, who, params.id),
  );
  app.post(
    '/api/companies/:id/suggestions/acceptance',
    { ...may('companies.edit'), schema: contract.acceptSuggestions },
    ({ who, params }) => acceptSuggestions(db, who, params.id),
  );
  app.get(
    '/api/contacts/:id/companies',
    { ...may('contacts.read'), schema: contract.showWorkplaces },
    ({ who, params }) => workplacesOf(db, who, params.id),
  );
}

function many(app: App, db: Db): void {
  app.get('/api/companies', { ...may('companies.read'), schema: contract.list }, ({ who, query }) =>
    listCompanies(db, who, query),
  );
  app.post(
    '/api/companies/bulk-edits',
    { ...may('companies.edit'), schema: contract.editMany },
    ({ who, body }) => editCompanies(db, who, body),
  );
  app.delete(
    '/api/companies/bulk-edits/:id',
    { ...may('companies.edit'), schema: contract.undo },
    ({ who, params }) => undoCompanyBulkChange(db, who, params.id, 'edit'),
  );
  app.post(
    '/api/companies/bulk-deletions',
    { ...may('companies.delete'), schema: contract.deleteMany },
    ({ who, body }) => deleteCompanies(db, who, body),
  );
  app.delete(
    '/api/companies/bulk-deletions/:id',
    { ...may('companies.delete'), schema: contract.undo },
    ({ who, params }) => undoCompanyBulkChange(db, who, params.id, 'deletion'),
  );
  app.post(
    '/api/companies/exports',
    { ...may('contacts.export'), schema: contract.exportList },
    async ({ who, body }, reply) => reply.code(202).send(await startCompanyExport(db, who, body)),
  );
}
