import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { changeCapacity, findSimulation, listSimulations, startSimulation } from './simulations.ts';

export function simulationRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.post(
    '/api/score-models/:id/simulations',
    { ...may('score-models.edit'), schema: contract.simulate },
    async ({ who, params, body }, reply) =>
      reply.code(202).send(await startSimulation(db, who, params.id, body)),
  );
  app.get(
    '/api/score-models/:id/simulations',
    { ...may('scores.read'), schema: contract.list },
    ({ who, params }) => listSimulations(db, who, params.id),
  );
  app.get('/api/score-simulations/:id', { ...may('scores.read'), schema: contract.show }, ({ who, params }) =>
    findSimulation(db, who, params.id),
  );
  app.patch(
    '/api/score-simulations/:id',
    { ...may('score-models.edit'), schema: contract.change },
    ({ who, params, body }) => changeCapacity(db, who, params.id, body),
  );
}
