import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { handOverMany } from './hand-overs.ts';
import { listHanded, showHandOver } from './handed.ts';

export function handOverRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.post(
    '/api/hand-overs',
    { ...may('handoffs.open'), schema: contract.startHandOver },
    async ({ who, body }, reply) => reply.code(202).send(await handOverMany(db, who, body)),
  );
  app.get(
    '/api/hand-overs/:id',
    { ...may('handoffs.open'), schema: contract.showHandOver },
    ({ who, params }) => showHandOver(db, who, params.id),
  );
  app.get(
    '/api/hand-overs/:id/contacts',
    { ...may('handoffs.open'), schema: contract.listHanded },
    ({ who, params, query }) => listHanded(db, who, params.id, query),
  );
}
