import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { dropIndex, wantIndex } from './indexes.ts';
import {
  archiveProperty,
  declareProperty,
  editProperty,
  everyProperty,
  orderProperties,
  propertiesOf,
  restoreProperty,
} from './properties.ts';
import { usageOf } from './usage.ts';

export function propertyRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/properties', { ...may('signed-in'), schema: contract.list }, async ({ query }) => {
    const { recordKind, archived } = query;
    const items = archived === 'true' ? everyProperty(db, recordKind) : propertiesOf(db, recordKind);
    return { items: await items };
  });
  app.get(
    '/api/property-usage',
    { ...may('properties.manage'), schema: contract.usages },
    async ({ query }) => ({ usage: Object.fromEntries(await usageOf(db, query.recordKind)) }),
  );
  app.post(
    '/api/properties',
    { ...may('properties.manage'), schema: contract.declare },
    async ({ who, body }, reply) => reply.code(201).send(await declareProperty(db, who, body)),
  );
  app.put(
    '/api/properties/order',
    { ...may('properties.manage'), schema: contract.order },
    async ({ who, body }) => ({ items: await orderProperties(db, who, body) }),
  );
  app.patch(
    '/api/properties/:id',
    { ...may('properties.manage'), schema: contract.edit },
    ({ who, params, body }) => editProperty(db, who, params.id, body),
  );
  app.put(
    '/api/properties/:id/archiving',
    { ...may('properties.manage'), schema: contract.archive },
    ({ who, params }) => archiveProperty(db, who, params.id),
  );
  app.delete(
    '/api/properties/:id/archiving',
    { ...may('properties.manage'), schema: contract.restore },
    ({ who, params }) => restoreProperty(db, who, params.id),
  );
  app.put(
    '/api/properties/:id/index',
    { ...may('properties.manage'), schema: contract.index },
    async ({ who, params }, reply) => reply.code(202).send(await wantIndex(db, who, params.id)),
  );
  app.delete(
    '/api/properties/:id/index',
    { ...may('properties.manage'), schema: contract.dropIndex },
    async ({ who, params }, reply) => reply.code(202).send(await dropIndex(db, who, params.id)),
  );
}
