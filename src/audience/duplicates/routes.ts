import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import { countCertain, mergeCertain, unmergeBatch } from './certain.ts';
import * as contract from './contract.ts';
import { dismissDuplicate, listDuplicates, reopenDuplicate } from './duplicates.ts';

export function duplicateRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/duplicates', { ...may('contacts.read'), schema: contract.list }, ({ who, query }) =>
    listDuplicates(db, who, query),
  );
  app.get('/api/duplicates/certain', { ...may('contacts.merge'), schema: contract.countCertain }, ({ who }) =>
    countCertain(db, who),
  );
  app.put(
    '/api/duplicates/:id/dismissal',
    { ...may('contacts.merge'), schema: contract.dismiss },
    async ({ who, params }, reply) => {
      await dismissDuplicate(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/duplicates/:id/dismissal',
    { ...may('contacts.merge'), schema: contract.reopen },
    async ({ who, params }, reply) => {
      await reopenDuplicate(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/duplicates/merges',
    { ...may('contacts.merge'), schema: contract.mergeCertain },
    async ({ who }, reply) => reply.code(201).send(await mergeCertain(db, who)),
  );
  app.delete(
    '/api/duplicates/merges/:id',
    { ...may('contacts.merge'), schema: contract.reverseBatch },
    ({ who, params }) => unmergeBatch(db, who, params.id),
  );
}
