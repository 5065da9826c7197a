import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import { showBoard } from './board.ts';
import * as contract from './contract.ts';
import { judgeHandoff } from './judging.ts';
import { findHandoff, listHandoffs } from './reading.ts';
import { routingRoutes } from './routing/routes.ts';
import { assignHandoff, claimHandoff, handOver, tryToReach } from './working.ts';

export function routes(app: App, house: Pick<House, 'db'>): void {
  const { db } = house;
  app.get('/api/handoffs', { ...may('handoffs.read'), schema: contract.list }, ({ who, query }) =>
    listHandoffs(db, who, query),
  );
  app.get('/api/handoffs/board', { ...may('handoffs.read'), schema: contract.showBoard }, ({ who, query }) =>
    showBoard(db, who, query),
  );
  app.get('/api/handoffs/:id', { ...may('handoffs.read'), schema: contract.show }, ({ who, params }) =>
    findHandoff(db, who, params.id),
  );
  app.post(
    '/api/handoffs',
    { ...may('handoffs.open'), schema: contract.open },
    async ({ who, body }, reply) => reply.code(201).send(await handOver(db, who, body)),
  );
  app.post(
    '/api/handoffs/:id/attempts',
    { ...may('handoffs.work'), schema: contract.tryToReach },
    async ({ who, params, body }, reply) => reply.code(201).send(await tryToReach(db, who, params.id, body)),
  );
  app.put(
    '/api/handoffs/:id/verdict',
    { ...may('handoffs.work'), schema: contract.judge },
    ({ who, params, body }) => judgeHandoff(db, who, params.id, body),
  );
  app.put(
    '/api/handoffs/:id/rep',
    { ...may('handoffs.assign'), schema: contract.assign },
    ({ who, params, body }) => assignHandoff(db, who, params.id, body.repId),
  );
  app.put('/api/handoffs/:id/claim', { ...may('handoffs.work'), schema: contract.claim }, ({ who, params }) =>
    claimHandoff(db, who, params.id),
  );
  routingRoutes(app, house);
}
