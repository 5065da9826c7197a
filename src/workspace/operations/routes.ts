import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import type { App } from '../../platform/http/app.ts';
import { cutPage } from '../../platform/lists.ts';
import {
  cancelOperation,
  getOperation,
  listOperations,
  toProgress,
  type Operation,
} from '../../platform/operations.ts';
import type { House } from '../../platform/room.ts';
import { allows, may } from '../permissions.ts';
import * as contract from './contract.ts';

export function operationRoutes(app: App, { db }: House): void {
  app.get('/api/operations', { ...may('signed-in'), schema: contract.list }, async ({ who, query }) => {
    const everybody = allows(who, 'jobs.manage') && !query.mine;
    const found = await listOperations(db, {
      ...(everybody ? {} : { startedBy: who.id }),
      before: query.cursor,
      limit: query.limit + 1,
    });
    const { rows, next } = cutPage(found, query.limit);
    return { items: rows.map(toProgress), next };
  });
  app.get('/api/operations/:id', { ...may('signed-in'), schema: contract.show }, async ({ who, params }) =>
    toProgress(await visibleOperation(db, who, params.id)),
  );
  app.post(
    '/api/operations/:id/cancellation',
    { ...may('signed-in'), schema: contract.cancel },
    async ({ who, params }) => {
      await visibleOperation(db, who, params.id);
      return toProgress(await cancelOperation(db, who, params.id));
    },
  );
}

async function visibleOperation(db: Db, who: Actor, id: string): Promise<Operation> {
  const operation = await getOperation(db, id);
  if (operation.started_by !== who.id && !allows(who, 'jobs.manage'))
    throw new NotFound('There is no such operation.');
  return operation;
}
