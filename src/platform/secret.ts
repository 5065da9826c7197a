import { createHmac, randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './refusal.ts';
import type { GivenSettings, Settings } from './settings.ts';

/** Completes the settings with the secret: the one given, else the one kept in the data directory, else a new one. */
export async function keepSecret(given: GivenSettings): Promise<Settings> {
  const secret = given.secret ?? (await readKept(given.dataDir)) ?? (await makeSecret(given.dataDir));
  return { ...given, secret };
}

function secretFile(dataDir: string): string {
  return join(dataDir, 'secret');
}

/** Tells two secrets apart without giving either away. */
export function fingerprint(secret: string): string {
  return createHmac('sha256', secret).update('tandem secret fingerprint').digest('hex');
}

/** Replaces the kept secret: restoring a backup brings the secret its data was written with. */
export async function writeSecret(dataDir: string, secret: string): Promise<void> {
  await writeFile(secretFile(dataDir), `${secret}\n`, { mode: 0o600 });
  await chmod(secretFile(dataDir), 0o600);
}

async function readKept(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(secretFile(dataDir), 'utf8')).trim() || undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeSecret(dataDir: string): Promise<string> {
  const secret = randomBytes(32).toString('hex');
  await writeSecret(dataDir, secret);
  return secret;
}
