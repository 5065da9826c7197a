import type { App } from '../../platform/http/app.ts';
import type { House } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import { countJobs, discardJob, listJobs, retryJob } from './board.ts';
import * as contract from './contract.ts';

export function jobRoutes(app: App, { db }: House): void {
  app.get('/api/jobs', { ...may('jobs.manage'), schema: contract.list }, ({ query }) =>
    listJobs(db, { state: query.state, before: query.cursor, limit: query.limit }),
  );
  app.get('/api/jobs/counts', { ...may('jobs.manage'), schema: contract.counts }, () => countJobs(db));
  app.post(
    '/api/jobs/:id/attempts',
    { ...may('jobs.manage'), schema: contract.retry },
    async ({ who, params }, reply) => {
      await retryJob(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/jobs/:id',
    { ...may('jobs.manage'), schema: contract.discard },
    async ({ who, params }, reply) => {
      await discardJob(db, who, params.id);
      return reply.code(204).send(null);
    },
  );
}
