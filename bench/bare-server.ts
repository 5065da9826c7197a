import fastify from 'fastify';
import pg from 'pg';

/**
 * The raw limit of a list: bare Fastify, the same SQL through a pool of the same size, JSON out. No contract, no
 * sign-in, no permissions, no headers. Its statements arrive on standard input as JSON; it answers with its port.
 */
type Statement = { sql: string; parameters: unknown[] };

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const { url, statements, poolSize } = JSON.parse(Buffer.concat(chunks).toString()) as {
  url: string;
  statements: Statement[];
  poolSize: number;
};

const pool = new pg.Pool({ connectionString: url, max: poolSize });
const app = fastify();
app.get('/', async () => {
  const [items, ...rest] = await Promise.all(
    statements.map(async ({ sql, parameters }) => (await pool.query(sql, parameters)).rows as unknown[]),
  );
  return { items, rest };
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
