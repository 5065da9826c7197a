import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import { behindNumber } from './behind.ts';
import * as contract from './contract.ts';
import { tensionOf } from './tension.ts';

/** Counted from hand-offs, so within the reach of `handoffs.read`: reps see their own team's share of it. */
export function tensionRoutes(app: App, { db }: House): void {
  app.get('/api/tension', { ...may('handoffs.read'), schema: contract.show }, ({ who, query }) =>
    tensionOf(db, who, query),
  );
  app.get('/api/tension/handoffs', { ...may('handoffs.read'), schema: contract.behind }, ({ who, query }) =>
    behindNumber(db, who, query),
  );
}
