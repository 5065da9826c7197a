import { prepareDataDirectory } from '../platform/data-directory.ts';
import type { OpenDatabase } from '../platform/db.ts';
import { openUsableDatabase } from '../platform/open-database.ts';
import { findRunning, startEmbedded } from '../platform/postgres/embedded.ts';
import { keepSecret } from '../platform/secret.ts';
import { readSettings, type GivenSettings, type Settings } from '../platform/settings.ts';
import { warn } from './say.ts';

/**
 * Runs a command's work on the database: the one of a running Tandem, else one started for as long as it takes.
 * `alone`: never beside a running Tandem.
 */
export async function withDatabase<T>(
  what: string,
  work: (opened: OpenDatabase, settings: Settings) => Promise<T>,
  options: { alone?: boolean } = {},
): Promise<T> {
  const given = readSettings(process.env);
  await prepareDataDirectory(given.dataDir);
  const { url, stop } = await reachDatabase(given, what, options.alone ?? false);
  try {
    const opened = await openUsableDatabase(url, { max: 4 });
    try {
      return await work(opened, await keepSecret(given));
    } finally {
      await opened.close();
    }
  } finally {
    await stop();
  }
}

async function reachDatabase(
  given: GivenSettings,
  what: string,
  alone: boolean,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const url = given.databaseUrl ?? (alone ? undefined : await findRunning(given.dataDir));
  if (url) return { url, stop: async () => undefined };
  return startEmbedded(given.dataDir, { what }, (level, message) => {
    if (level !== 'info') warn(message);
  });
}
