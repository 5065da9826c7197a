import type { App } from '../platform/http/app.ts';
import type { House } from '../platform/room.ts';
import { may } from '../workspace/workspace.ts';
import * as contract from './contract.ts';
import { readSample, startRemoval, startSample } from './samples.ts';
import { choose } from './worlds.ts';

export function routes(app: App, { db }: House): void {
  app.get('/api/sample', { ...may('sample.manage'), schema: contract.show }, () => readSample(db));
  app.post('/api/sample', { ...may('sample.manage'), schema: contract.load }, async ({ who, body }, reply) =>
    reply.code(202).send(await startSample(db, who, body)),
  );
  app.delete('/api/sample', { ...may('sample.manage'), schema: contract.remove }, async ({ who }, reply) =>
    reply.code(202).send(await startRemoval(db, who)),
  );
  app.put(
    '/api/sample/choice',
    { ...may('sample.manage'), schema: contract.choose },
    async ({ who, body }, reply) => {
      await choose(db, who, body.choice);
      return reply.code(204).send(null);
    },
  );
}
