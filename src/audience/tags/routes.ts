import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../../workspace/workspace.ts';
import * as contract from './contract.ts';
import { deleteTag, listTags, renameTag, suggestTags } from './tags.ts';

export function tagRoutes(app: App, { db }: Pick<House, 'db'>): void {
  app.get('/api/tags', { ...may('contacts.read'), schema: contract.list }, ({ query }) =>
    listTags(db, query),
  );
  app.get(
    '/api/tag-suggestions',
    { ...may('contacts.read'), schema: contract.suggest },
    async ({ query }) => ({ items: await suggestTags(db, query.q, query.limit) }),
  );
  app.patch(
    '/api/tags/:id',
    { ...may('properties.manage'), schema: contract.rename },
    ({ who, params, body }) => renameTag(db, who, params.id, body),
  );
  app.delete('/api/tags/:id', { ...may('properties.manage'), schema: contract.remove }, ({ who, params }) =>
    deleteTag(db, who, params.id),
  );
}
