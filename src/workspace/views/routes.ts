import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import {
  changeView,
  createView,
  deleteView,
  listPinnedViews,
  listViews,
  pinView,
  unpinView,
} from './views.ts';

/** Everybody has views of their own; sharing them is asked for in the verbs. */
export function viewRoutes(app: App, { db }: House): void {
  app.get('/api/views', { ...may('signed-in'), schema: contract.list }, async ({ who, query }) => ({
    items: await listViews(db, who, query.noun),
  }));
  app.get('/api/views/pinned', { ...may('signed-in'), schema: contract.listPinned }, async ({ who }) => ({
    items: await listPinnedViews(db, who),
  }));
  app.post('/api/views', { ...may('signed-in'), schema: contract.create }, async ({ who, body }, reply) =>
    reply.code(201).send(await createView(db, who, body)),
  );
  app.patch('/api/views/:id', { ...may('signed-in'), schema: contract.change }, ({ who, params, body }) =>
    changeView(db, who, params.id, body),
  );
  app.delete(
    '/api/views/:id',
    { ...may('signed-in'), schema: contract.remove },
    async ({ who, params }, reply) => {
      await deleteView(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/api/views/:id/pin',
    { ...may('signed-in'), schema: contract.pin },
    async ({ who, params }, reply) => {
      await pinView(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/views/:id/pin',
    { ...may('signed-in'), schema: contract.unpin },
    async ({ who, params }, reply) => {
      await unpinView(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
}
