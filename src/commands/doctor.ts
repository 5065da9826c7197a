import { createTransport } from 'nodemailer';
import { statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import type pg from 'pg';
import { prepareDataDirectory } from '../platform/data-directory.ts';
import { clockComplaint, knowsSecret } from '../platform/installation/installation.ts';
import { pendingMigrations } from '../platform/migrations.ts';
import { serverVersion } from '../platform/open-database.ts';
import { readQueue } from '../platform/readiness.ts';
import { exitCodes, messageOf } from '../platform/refusal.ts';
import { readSettings, type GivenSettings, type Settings } from '../platform/settings.ts';
import { version } from '../platform/version.ts';
import { isWebStale } from '../platform/web-build.ts';
import { say } from './say.ts';
import { withDatabase } from './with-database.ts';

type Finding = { state: 'ok' | 'warn' | 'fail'; text: string };

const LOW_BYTES = 1_000_000_000;
const TOO_LOW_BYTES = 200_000_000;
const LONG_WAIT_SECONDS = 300;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Look at everything Tandem depends on and say what to do about what is wrong.')
    .addHelpText('after', '\nEnds with 1 when something fails.\n\nExample:\n  tandem doctor')
    .action(doctor);
}

async function doctor(): Promise<void> {
  let failed = false;
  const check = async (what: string, look: () => Promise<Finding>) => {
    const finding = await look().catch((error: unknown): Finding => ({
      state: 'fail',
      text: messageOf(error),
    }));
    failed ||= finding.state === 'fail';
    say(`${finding.state.padEnd(4)}  ${what.padEnd(10)}  ${finding.text}`);
  };
  await check('settings', async () => ok(describeSettings(readSettings(process.env))));
  if (!failed) await examine(readSettings(process.env), check);
  if (failed) process.exitCode = exitCodes.failed;
}

type Check = (what: string, look: () => Promise<Finding>) => Promise<void>;

async function examine(given: GivenSettings, check: Check): Promise<void> {
  await check('versions', async () => ok(`Tandem ${version}, Node ${process.versions.node}`));
  await check('data', async () => {
    await prepareDataDirectory(given.dataDir);
    return lookAtDisk(given.dataDir);
  });
  await check('web app', lookAtWeb);
  await check('mail', () => lookAtMail(given));
  await check('database', async () => {
    await withDatabase('doctor', async ({ pool }, settings) => examineDatabase(pool, settings, check));
    return ok(given.databaseUrl ? 'answers' : "answers (Tandem's own)");
  });
}

async function examineDatabase(pool: pg.Pool, { secret }: Settings, check: Check): Promise<void> {
  await check('postgres', async () => ok(`PostgreSQL ${await serverVersion(pool)}`));
  const pending = await pendingMigrations(pool);
  await check('schema', async () =>
    pending.length === 0
      ? ok('up to date')
      : warn(`${pending.length} migrations to come; the next start applies them.`),
  );
  if (pending.length > 0) return;
  await check('secret', () => lookAtSecret(pool, secret));
  await check('clock', async () => {
    const complaint = await clockComplaint(pool);
    return complaint ? warn(complaint) : ok('agrees with the database');
  });
  await check('queue', () => lookAtQueue(pool));
}

function describeSettings({ dataDir, databaseUrl, publicUrl, role }: GivenSettings): string {
  const database = databaseUrl
    ? `own PostgreSQL at ${new URL(databaseUrl).host}`
    : `everything in ${dataDir}`;
  return `${database}; people come by ${publicUrl}; role ${role}`;
}

async function lookAtDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const text = `${(free / 1e9).toFixed(1)} GB free in ${dataDir}`;
  if (free < TOO_LOW_BYTES) return fail(`${text}. Free some space: Tandem is about to stop saving.`);
  return free < LOW_BYTES ? warn(`${text}. Free some space soon.`) : ok(text);
}

async function lookAtWeb(): Promise<Finding> {
  return (await isWebStale())
    ? warn('missing or older than its sources; the next start builds it.')
    : ok('built');
}

async function lookAtMail({ smtpUrl }: GivenSettings): Promise<Finding> {
  if (!smtpUrl)
    return warn('SMTP_URL is not set: mails wait in the outbox page, where an administrator reads them.');
  const transport = createTransport(smtpUrl, { connectionTimeout: 5_000, greetingTimeout: 5_000 } as object);
  try {
    await transport.verify();
    return ok(`${new URL(smtpUrl).host} takes mail`);
  } catch (error) {
    return fail(`${new URL(smtpUrl).host} takes no mail: ${messageOf(error)}. Correct SMTP_URL.`);
  } finally {
    transport.close();
  }
}

async function lookAtSecret(pool: pg.Pool, secret: string): Promise<Finding> {
  const known = await knowsSecret(pool, secret);
  if (known === undefined) return ok('will be remembered at the first start');
  return known
    ? ok('the one this database was set up with')
    : fail('not the one this database was set up with. Set the old one, or run "tandem secret reset".');
}

async function lookAtQueue(pool: pg.Pool): Promise<Finding> {
  const { waiting, running, failed, oldestSeconds } = await readQueue(pool);
  const text = `${waiting} waiting, ${running} running, ${failed} failed`;
  if (oldestSeconds > LONG_WAIT_SECONDS)
    return warn(
      `${text}; the oldest has waited ${oldestSeconds} s. Start Tandem, or another "tandem worker".`,
    );
  return failed > 0
    ? warn(`${text}. Retry or discard the failed ones on the page Settings → Jobs.`)
    : ok(text);
}

function ok(text: string): Finding {
  return { state: 'ok', text };
}

function warn(text: string): Finding {
  return { state: 'warn', text };
}

function fail(text: string): Finding {
  return { state: 'fail', text };
}
