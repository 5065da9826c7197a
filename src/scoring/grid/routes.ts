import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { gridOf } from './grid.ts';
import { scoresOf } from './scores.ts';

export function gridRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/scores/grid', { ...may('scores.read'), schema: contract.showGrid }, ({ who }) =>
    gridOf(db, who),
  );
  app.get('/api/scores', { ...may('scores.read'), schema: contract.ofContacts }, ({ who, query }) =>
    scoresOf(db, who, query.contacts),
  );
}
