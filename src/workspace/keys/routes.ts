import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';
import { createKey, listKeys, revokeKey } from './keys.ts';

export function keyRoutes(app: App, { db }: House): void {
  app.get('/api/keys', { ...may('keys.manage'), schema: contract.list }, async () => ({
    items: await listKeys(db),
  }));
  app.post('/api/keys', { ...may('keys.manage'), schema: contract.create }, async ({ who, body }, reply) =>
    reply.code(201).send(await createKey(db, who, body)),
  );
  app.delete(
    '/api/keys/:id',
    { ...may('keys.manage'), schema: contract.revoke },
    async ({ who, params }, reply) => {
      await revokeKey(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
}
