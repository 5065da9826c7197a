import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { App } from './http/app.ts';
import { readQueue } from './readiness.ts';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
  name: 'tandem_http_request_seconds',
  help: 'Time to answer a request, by route.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});
const connections = gauge('tandem_database_connections', 'Connections of this process, by state.', ['state']);
const jobs = gauge('tandem_jobs', 'Jobs, by state.', ['state']);
const oldestJob = gauge('tandem_oldest_job_seconds', 'How long the first due job has been waiting.');
const eventsLag = gauge('tandem_events_behind', 'Events a subscriber has not seen yet.', ['subscriber']);
const databaseUp = gauge('tandem_database_up', 'Whether the database answered this scrape.');

/** Times every request under the pattern of its route, never its path: ids would make a series each. */
export function countRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}

/** All series as Prometheus text; while the database is away, those of the process alone. */
export async function metrics(pool: pg.Pool): Promise<string> {
  connections.set({ state: 'open' }, pool.totalCount);
  connections.set({ state: 'idle' }, pool.idleCount);
  connections.set({ state: 'waited_for' }, pool.waitingCount);
  const up = await measureDatabase(pool).then(
    () => 1,
    () => 0,
  );
  databaseUp.set(up);
  return registry.metrics();
}

async function measureDatabase(pool: pg.Pool): Promise<void> {
  const queue = await readQueue(pool);
  jobs.set({ state: 'waiting' }, queue.waiting);
  jobs.set({ state: 'running' }, queue.running);
  jobs.set({ state: 'failed' }, queue.failed);
  oldestJob.set(queue.oldestSeconds);
  const { rows } = await pool.query<{ name: string; behind: number }>(
    `select name, greatest((select coalesce(max(position), 0) from platform.events) - position, 0)::int as behind
     from platform.subscriptions`,
  );
  for (const { name, behind } of rows) eventsLag.set({ subscriber: name }, behind);
}

function gauge(name: string, help: string, labelNames: string[] = []): Gauge {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}
