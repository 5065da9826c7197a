import { createServer } from 'node:net';
import { pino } from 'pino';
import { buildApp, openHouse, startWork } from '../src/house.ts';
import { openDatabase, type Db } from '../src/platform/db.ts';
import { readSettings } from '../src/platform/settings.ts';
import { webRoot } from '../src/platform/web-build.ts';

/** The whole of Tandem in this process, on a port of its own: pages, API, jobs, live updates. */
export type Tandem = {
  address: string;
  db: Db;
  /** What the API answers to, as openapi.json names it: `GET /api/contacts/{id}`. */
  routes: string[];
  close: () => Promise<void>;
};

export const SECRET = 'a secret that only browser tests know';

export async function openTandem(databaseUrl: string): Promise<Tandem> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const opened = openDatabase(databaseUrl, { max: 10 });
  const { db, pool } = opened;
  const settings = { ...readSettings({ PORT: String(port), PUBLIC_URL: address }), secret: SECRET };
  // LOG_LEVEL=error shows why the server answered 500.
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'fatal' });
  const house = await openHouse({ db, pool, settings, log });
  const app = await buildApp(house, { webRoot });
  const work = await startWork(house);
  await app.listen({ host: '127.0.0.1', port });
  return {
    address,
    db,
    routes: apiRoutes(app.printRoutes({ commonPrefix: false })),
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await work.stop();
      await house.close();
      await opened.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Fastify prints its routes as a tree: each line a part of the path, four characters deeper than what it belongs to. */
function apiRoutes(tree: string): string[] {
  const parts: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent = '', part = '', verbs = ''] =
      /^((?:│ {3}| {4})*)(?:├── |└── )(\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    const depth = indent.length / 4;
    parts.splice(depth, parts.length, part);
    const path = parts.join('').replaceAll(/:(\w+)/g, '{$1}');
    if (!path.startsWith('/api/')) continue;
    for (const verb of verbs.split(', '))
      if (verb && verb !== 'HEAD' && verb !== 'OPTIONS') routes.push(`${verb} ${path}`);
  }
  return routes;
}
