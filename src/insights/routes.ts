import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import * as contract from './contract.ts';
import { funnelRoutes } from './funnel/routes.ts';
import { todayOf } from './today/today.ts';

export function routes(app: App, house: House): void {
  const { db } = house;
  funnelRoutes(app, house);
  app.get('/api/today', { ...may('contacts.read'), schema: contract.today }, ({ who }) => todayOf(db, who));
}
