import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import * as contract from './contract.ts';
import { differencesOf } from './differences.ts';
import { gridRoutes } from './grid/routes.ts';
import { temperaturesOf } from './history.ts';
import {
  applyAgain,
  discardModel,
  draftModel,
  editModel,
  proposeModel,
  signModel,
  withdrawModel,
} from './models.ts';
import { findInForce, findModel, listModels } from './reading.ts';
import { propensityRoutes } from './propensity/routes.ts';
import { simulationRoutes } from './simulation/routes.ts';
import { explainScore } from './why.ts';

export function routes(app: App, { db }: House): void {
  app.get('/api/score-models', { ...may('scores.read'), schema: contract.list }, ({ who, query }) =>
    listModels(db, who, query),
  );
  app.get('/api/score-models/current', { ...may('scores.read'), schema: contract.current }, ({ who }) =>
    findInForce(db, who),
  );
  app.get('/api/score-models/:id', { ...may('scores.read'), schema: contract.show }, ({ who, params }) =>
    findModel(db, who, params.id),
  );
  app.get(
    '/api/score-models/:id/differences',
    { ...may('scores.read'), schema: contract.differences },
    ({ params, query }) => differencesOf(db, params.id, query.against),
  );
  app.post(
    '/api/score-models',
    { ...may('score-models.edit'), schema: contract.draft },
    async ({ who, body }, reply) => reply.code(201).send(await draftModel(db, who, body.basedOn)),
  );
  one(app, { db });
  gridRoutes(app, { db });
  propensityRoutes(app, { db });
  simulationRoutes(app, { db });
  app.get(
    '/api/contacts/:id/score',
    { ...may('scores.read'), schema: contract.showScore },
    ({ who, params }) => explainScore(db, who, params.id),
  );
  app.get(
    '/api/contacts/:id/temperatures',
    { ...may('scores.read'), schema: contract.showTemperatures },
    ({ who, params }) => temperaturesOf(db, who, params.id),
  );
}

function one(app: App, { db }: Pick<House, 'db'>): void {
  app.patch(
    '/api/score-models/:id',
    { ...may('score-models.edit'), schema: contract.edit },
    ({ who, params, body }) => editModel(db, who, params.id, body),
  );
  app.delete(
    '/api/score-models/:id',
    { ...may('score-models.edit'), schema: contract.discard },
    async ({ who, params }, reply) => {
      await discardModel(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/api/score-models/:id/proposal',
    { ...may('score-models.edit'), schema: contract.propose },
    ({ who, params }) => proposeModel(db, who, params.id),
  );
  app.delete(
    '/api/score-models/:id/proposal',
    { ...may('score-models.edit'), schema: contract.withdraw },
    ({ who, params }) => withdrawModel(db, who, params.id),
  );
  app.put(
    '/api/score-models/:id/signatures/:side',
    { ...may('score-models.sign'), schema: contract.sign },
    ({ who, params }) => signModel(db, who, params.id, params.side),
  );
  app.post(
    '/api/score-models/:id/applications',
    { ...may('score-models.sign'), schema: contract.apply },
    async ({ who, params }, reply) => reply.code(202).send(await applyAgain(db, who, params.id)),
  );
}
