import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { startImport } from './starting.ts';
import { findImport, listImports } from './imports.ts';
import { previewImport } from './preview.ts';
import { startUndo } from './undo-run.ts';

export function importRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/imports', { ...may('contacts.import'), schema: contract.list }, ({ who, query }) =>
    listImports(db, who, query),
  );
  app.post(
    '/api/imports',
    { ...may('contacts.import'), schema: contract.start },
    async ({ who, body }, reply) => reply.code(202).send(await startImport(db, who, body)),
  );
  app.post(
    '/api/imports/previews',
    { ...may('contacts.import'), schema: contract.previewFile },
    ({ who, body }) => previewImport(db, who, body),
  );
  app.get('/api/imports/:id', { ...may('contacts.import'), schema: contract.show }, ({ who, params }) =>
    findImport(db, who, params.id),
  );
  app.post(
    '/api/imports/:id/reversal',
    { ...may('contacts.import'), schema: contract.undo },
    async ({ who, params }, reply) => reply.code(202).send(await startUndo(db, who, params.id)),
  );
}
