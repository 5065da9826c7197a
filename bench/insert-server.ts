import pg from 'pg';
import { pino } from 'pino';
import { createServer } from '../src/platform/http/server.ts';

/**
 * What one would write first: the same server as Tandem's, with its headers, logs and limits, doing one plain INSERT a
 * request into a table without anything else. No identity, no duplicates told apart, no sums, no counts. Its database
 * stands in the environment; it answers with its port.
 */
const pool = new pg.Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 10 });
await pool.query(`create table if not exists public.bench_events
  (id bigint generated always as identity primary key, message jsonb not null, received_at timestamptz not null)`);
const app = await createServer({
  log: pino(pino.destination(process.platform === 'win32' ? 'nul' : '/dev/null')),
  publicUrl: 'http://127.0.0.1',
  authenticate: async () => null,
  allows: () => false,
});
app.post('/v1/page', { config: { may: 'anyone', crossSite: true } }, async ({ body }) => {
  await pool.query('insert into public.bench_events (message, received_at) values ($1, now())', [body]);
  return { success: true };
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
