import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { changeRep, findRep, listReps } from './reps.ts';
import { changeRouting, showRouting } from './routing.ts';
import { tryRouting } from './trials.ts';

export function routingRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/routing', { ...may('handoffs.read'), schema: contract.show }, () => showRouting(db));
  app.put('/api/routing', { ...may('routing.edit'), schema: contract.change }, ({ who, body }) =>
    changeRouting(db, who, body),
  );
  app.post('/api/routing/trials', { ...may('handoffs.read'), schema: contract.tryOut }, ({ who, body }) =>
    tryRouting(db, who, body),
  );
  app.get('/api/routing/reps', { ...may('handoffs.read'), schema: contract.listReps }, async () => ({
    items: await listReps(db),
  }));
  app.get('/api/routing/reps/:id', { ...may('handoffs.read'), schema: contract.showRep }, ({ params }) =>
    findRep(db, params.id),
  );
  app.put(
    '/api/routing/reps/:id',
    { ...may('routing.edit'), schema: contract.changeRep },
    ({ who, params, body }) => changeRep(db, who, params.id, body),
  );
}
