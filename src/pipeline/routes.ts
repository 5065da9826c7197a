import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import { dealBoard } from './board.ts';
import { setStage } from './closing.ts';
import * as contract from './contract.ts';
import { dealsBeside, listDeals } from './deal-list.ts';
import { assignDeal, createDeal, deleteDeal, editDeal, restoreDeal } from './deals.ts';
import { startExport } from './export.ts';
import { showDeal } from './reading.ts';

export function routes(app: App, { db }: House): void {
  app.get('/api/deals', { ...may('deals.read'), schema: contract.list }, ({ who, query }) =>
    listDeals(db, who, query),
  );
  app.get('/api/deals/board', { ...may('deals.read'), schema: contract.showBoard }, ({ who, query }) =>
    dealBoard(db, who, query),
  );
  app.post('/api/deals', { ...may('deals.edit'), schema: contract.create }, async ({ who, body }, reply) =>
    reply.code(201).send(await createDeal(db, who, body)),
  );
  app.post(
    '/api/deals/exports',
    { ...may('deals.export'), schema: contract.exportList },
    async ({ who, body }, reply) => reply.code(202).send(await startExport(db, who, body)),
  );
  app.get('/api/deals/:id', { ...may('deals.read'), schema: contract.show }, ({ who, params }) =>
    showDeal(db, who, params.id),
  );
  app.patch('/api/deals/:id', { ...may('deals.edit'), schema: contract.edit }, ({ who, params, body }) =>
    editDeal(db, who, params.id, body),
  );
  app.delete(
    '/api/deals/:id',
    { ...may('deals.edit'), schema: contract.remove },
    async ({ who, params }, reply) => {
      await deleteDeal(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/api/deals/:id/restoration',
    { ...may('deals.edit'), schema: contract.restore },
    ({ who, params }) => restoreDeal(db, who, params.id),
  );
  app.put('/api/deals/:id/stage', { ...may('deals.edit'), schema: contract.move }, ({ who, params, body }) =>
    setStage(db, who, params.id, body),
  );
  app.put(
    '/api/deals/:id/owner',
    { ...may('deals.edit'), schema: contract.assign },
    ({ who, params, body }) => assignDeal(db, who, params.id, body.ownerId),
  );
  app.get(
    '/api/deals/:id/neighbours',
    { ...may('deals.read'), schema: contract.beside },
    ({ who, params, query }) => dealsBeside(db, who, params.id, query),
  );
}
