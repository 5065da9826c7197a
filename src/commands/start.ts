import type { Command } from 'commander';
import { buildApp, openHouse, startWork } from '../house.ts';
import { prepareDataDirectory } from '../platform/data-directory.ts';
import type { OpenDatabase } from '../platform/db.ts';
import { checkSecret, clockComplaint, keepHeartbeat } from '../platform/installation/installation.ts';
import { createLog, type Log } from '../platform/log.ts';
import { migrate } from '../platform/migrations.ts';
import { openUsableDatabase } from '../platform/open-database.ts';
import { findRunning, startEmbedded } from '../platform/postgres/embedded.ts';
import { keepSecret } from '../platform/secret.ts';
import { localAddress, readSettings, type GivenSettings, type Settings } from '../platform/settings.ts';
import { buildWebIfStale, webRoot } from '../platform/web-build.ts';
import { Closing, closeOnSignal } from './closing.ts';
import { greet, setUpGivenOwner } from './first-run.ts';
import { closeWeb, listen } from './listen.ts';
import { say } from './say.ts';

const EXAMPLES = `
Examples:
  tandem start
  PORT=8080 HOST=0.0.0.0 tandem start
  DATABASE_URL=postgres://… ROLE=web tandem start`;

export function addStart(program: Command): void {
  program
    .command('start')
    .description('Start Tandem: web pages, jobs and, without DATABASE_URL, its own PostgreSQL.')
    .addHelpText('after', EXAMPLES)
    .action(() => start(process.env));
  program
    .command('worker')
    .description('Run jobs only; the same as ROLE=worker tandem start.')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… tandem worker')
    .action(() => start({ ...process.env, ROLE: 'worker' }));
}

/** Runs until a signal. Whatever was opened is closed again, in reverse order, also when starting fails midway. */
async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const given = readSettings(env);
  await prepareDataDirectory(given.dataDir);
  const log = createLog(logLevel(env, given.logLevel), { pretty: process.stdout.isTTY });
  const closing = closeOnSignal(new Closing());
  try {
    const url = given.databaseUrl ?? (await ownDatabase(given, log, closing));
    await openAll(await keepSecret(given), url, log, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function openAll(settings: Settings, url: string, log: Log, closing: Closing): Promise<void> {
  const opened = await openUsableDatabase(url);
  closing.add(opened.close);
  await Promise.all([
    prepareDatabase(opened, settings, log),
    settings.role === 'worker' ? undefined : buildWebIfStale(say),
  ]);
  const stopBeating = keepHeartbeat(opened.pool);
  closing.add(async () => stopBeating());
  const house = await openHouse({ db: opened.db, pool: opened.pool, settings, log });
  closing.add(house.close);
  await setUpGivenOwner(house);
  if (settings.role !== 'web') {
    const work = await startWork(house);
    closing.add(work.stop);
  }
  if (settings.role === 'worker') return say('Tandem is running jobs. Ctrl-C stops it.');
  const app = await buildApp(house, { webRoot });
  const address = await listen(app, settings.host, settings.port);
  closing.add(() => closeWeb(app));
  await greet(house, address);
}

async function prepareDatabase({ pool }: OpenDatabase, settings: Settings, log: Log): Promise<void> {
  await migrate(pool);
  await checkSecret(pool, settings.secret);
  const complaint = await clockComplaint(pool);
  if (complaint) log.warn(complaint);
}

/** A `web` or `worker` beside a running Tandem shares its PostgreSQL. */
async function ownDatabase(given: GivenSettings, log: Log, closing: Closing): Promise<string> {
  const running = given.role === 'all' ? undefined : await findRunning(given.dataDir);
  if (running) return running;
  const purpose = { what: 'start', address: localAddress(given.host, given.port) };
  const starting = startEmbedded(given.dataDir, purpose, (level, message) => log[level](message));
  // Before it has started: a Ctrl-C in this second must find something to stop.
  closing.add(async () => (await starting.catch(() => undefined))?.stop());
  const embedded = await starting;
  closing.addKill(embedded.kill);
  return embedded.url;
}

/** At a terminal the address should be the last line one sees, so requests are not logged there unless asked for. */
function logLevel(env: NodeJS.ProcessEnv, chosen: string): string {
  return env['LOG_LEVEL'] || !process.stdout.isTTY ? chosen : 'warn';
}
