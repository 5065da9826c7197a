import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { hoursOf } from './hours.ts';

export function hourRoutes(app: App, { db }: House): void {
  app.get('/api/handoffs/hours', { ...may('handoffs.read'), schema: contract.showHours }, ({ query }) =>
    hoursOf(db, query.reps),
  );
}
