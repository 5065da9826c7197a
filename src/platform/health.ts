import type pg from 'pg';
import type { App } from './http/app.ts';
import { countRequests, metrics } from './metrics.ts';
import { readiness } from './readiness.ts';

/** For load balancers and monitors: `/health` (the process), `/ready` (all it needs), `/metrics` (Prometheus). */
export function registerHealth(app: App, options: { pool: pg.Pool; role: string }): void {
  const open = { config: { may: 'anyone' }, schema: { hide: true } };
  countRequests(app);
  app.get('/health', open, async () => ({
    status: 'ok',
    role: options.role,
    uptimeSeconds: Math.round(process.uptime()),
  }));
  app.get('/ready', open, async (_request, reply) => {
    const found = await readiness(options.pool);
    return reply.code(found.ready ? 200 : 503).send(found);
  });
  app.get('/metrics', open, async (_request, reply) => {
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics(options.pool));
  });
}
