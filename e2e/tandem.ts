import { pino } from 'pino';
import { buildApp, openHouse, startWork } from '../src/house.ts';
import { openDatabase, type Db } from '../src/platform/db.ts';
import { freePort } from '../src/platform/free-port.ts';
import type { App } from '../src/platform/http/app.ts';
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
  const routes: string[] = [];
  const app = await buildApp(house, { webRoot, beforeRoutes: (app) => noteRoutes(app, routes) });
  const work = await startWork(house);
  await app.listen({ host: '127.0.0.1', port });
  return {
    address,
    db,
    routes,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await work.stop();
      await house.close();
      await opened.close();
    },
  };
}

function noteRoutes(app: App, routes: string[]): void {
  app.addHook('onRoute', ({ method, url }) => {
    if (!url.startsWith('/api/')) return;
    const path = url.replaceAll(/:(\w+)/g, '{$1}');
    for (const verb of [method].flat()) if (verb !== 'HEAD') routes.push(`${verb} ${path}`);
  });
}
