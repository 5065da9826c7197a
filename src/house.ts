import type pg from 'pg';
import { openEars, type Ears } from './platform/ears.ts';
import { registerHealth } from './platform/health.ts';
import type { App } from './platform/http/app.ts';
import { keepIdempotency } from './platform/http/idempotency.ts';
import { createServer } from './platform/http/server.ts';
import { startWorker, type JobHandlers } from './platform/jobs.ts';
import { openTail } from './platform/live.ts';
import { closeTransports } from './platform/mail/transport.ts';
import { startOutboxReader } from './platform/outbox-reader.ts';
import type { House, Notice, SubjectKind } from './platform/room.ts';
import { rooms } from './rooms.ts';
import { schedules } from './schedules.ts';
import {
  allows,
  authenticate,
  notificationTeller,
  registerAcrossRooms,
  starterOf,
} from './workspace/workspace.ts';

/** A house with its connections: what the web side and the work side stand on. */
export type OpenHouse = House & { pool: pg.Pool; ears: Ears; close: () => Promise<void> };

/** Opens the house on a migrated database. `close` ends what this opened, not the database. */
export async function openHouse(given: House & { pool: pg.Pool }): Promise<OpenHouse> {
  const { db, settings, log, pool } = given;
  const ears = openEars(pool, log);
  return { db, settings, log, pool, ears, close: () => ears.stop() };
}

type AppOptions = {
  webRoot?: string;
  /** Called before the rooms bring their routes: a test that looks at every route starts here. */
  beforeRoutes?: (app: App) => void;
};

/** The web side of all rooms; `app.close()` ends it. */
export async function buildApp(house: OpenHouse, options: AppOptions = {}): Promise<App> {
  const { db, settings, log, pool } = house;
  const identify = authenticate(house);
  const app = await createServer({
    log,
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    authenticate: identify,
    allows,
    ...(options.webRoot === undefined ? {} : { webRoot: options.webRoot }),
  });
  options.beforeRoutes?.(app);
  registerHealth(app, { pool, role: settings.role });
  keepIdempotency(app, { db, secret: settings.secret, log });
  for (const room of rooms) await room.routes?.(app, house);
  const tail = openTail(house);
  app.addHook('onClose', () => tail.stop());
  registerAcrossRooms(app, house, {
    rooms,
    kinds: subjectKinds(),
    notices: notices(),
    tail,
    authenticate: identify,
  });
  return app;
}

/** The work side of all rooms: jobs, schedules, readers of events. Returns how to stop it: what is in hand is finished. */
export async function startWork(house: OpenHouse): Promise<{ stop: () => Promise<void> }> {
  const { db, pool, log, ears } = house;
  const handlers: JobHandlers = Object.assign({}, ...rooms.map((room) => room.jobs?.(house) ?? {}));
  const worker = await startWorker({ db, pool, log, handlers, schedules, starterOf });
  const subscribers = [
    ...rooms.flatMap((room) => room.subscribers?.(house) ?? []),
    notificationTeller(notices()),
  ];
  const reader = startOutboxReader({ db, ears, log, subscribers });
  const rounds = rooms.flatMap((room) => room.rounds?.(house) ?? []);
  return {
    async stop() {
      await Promise.all([worker.stop(), reader.stop(), ...rounds.map((each) => each.stop())]);
      await closeTransports();
    },
  };
}

function subjectKinds(): Record<string, SubjectKind> {
  return Object.assign({}, ...rooms.map((room) => room.subjectKinds ?? {}));
}

function notices(): Notice[] {
  return rooms.flatMap((room) => room.notices ?? []);
}
