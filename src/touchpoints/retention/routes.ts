import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { estimateRetention } from './estimate.ts';
import { readRetention, setRetention } from './rules.ts';

export function retentionRoutes(app: App, { db }: House): void {
  app.get('/api/retention', { ...may('retention.manage'), schema: contract.showRetention }, () =>
    readRetention(db),
  );
  app.put('/api/retention', { ...may('retention.manage'), schema: contract.setRetention }, ({ who, body }) =>
    setRetention(db, who, body),
  );
  app.get(
    '/api/retention/estimate',
    { ...may('retention.manage'), schema: contract.estimateRetention },
    ({ query }) => estimateRetention(db, query),
  );
}
