import type { Db } from '../../platform/db.ts';
import type { App } from '../../platform/http/app.ts';
import { may } from '../../workspace/workspace.ts';
import { checkModel, propensityState } from './check.ts';
import * as contract from './contract.ts';
import { likeliestOf } from './likeliest.ts';
import { propensityOf } from './person.ts';
import { proposePoints } from './proposing.ts';
import { startTraining } from './training.ts';

export function propensityRoutes(app: App, { db }: { db: Db }): void {
  app.get('/api/propensity', { ...may('scores.read'), schema: contract.show }, () => propensityState(db));
  app.post(
    '/api/propensity/trainings',
    { ...may('score-models.edit'), schema: contract.train },
    async ({ who, body }, reply) => reply.code(202).send(await startTraining(db, who, body)),
  );
  app.get('/api/propensity/check', { ...may('scores.read'), schema: contract.modelCheck }, () =>
    checkModel(db),
  );
  app.post(
    '/api/propensity/proposals',
    { ...may('score-models.edit'), schema: contract.proposal },
    async ({ who }, reply) => reply.code(201).send(await proposePoints(db, who)),
  );
  app.get(
    '/api/propensity/likeliest',
    { ...may('scores.read'), schema: contract.likeliest },
    ({ who, query }) => likeliestOf(db, who, query.people),
  );
  app.get(
    '/api/contacts/:id/propensity',
    { ...may('scores.read'), schema: contract.ofContact },
    ({ who, params }) => propensityOf(db, who, params.id),
  );
}
