import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../platform/backup/restore-backup.ts';
import { migrate } from '../platform/migrations.ts';
import { writeSecret } from '../platform/secret.ts';
import { showProgress } from './progress.ts';
import { say, warn } from './say.ts';
import { withDatabase } from './with-database.ts';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a file that "tandem backup" wrote')
    .description('Bring a backup back into an empty place: a new DATA_DIR or a new database.')
    .addHelpText(
      'after',
      '\nExample:\n  DATA_DIR=/srv/tandem-new tandem restore /backups/tandem-2026-11-24.gz',
    )
    .action((file: string) => restore(resolve(file)));
}

async function restore(file: string): Promise<void> {
  await withDatabase(
    'restore',
    async ({ pool }, settings) => {
      const progress = showProgress('rows');
      const manifest = await restoreBackup(pool, file, {
        progress: progress.to,
        keepSecret: (secret) => writeSecret(settings.dataDir, secret),
      });
      progress.end();
      await migrate(pool);
      say(`Restored the backup of ${manifest.createdAt} (Tandem ${manifest.tandem}). Start Tandem as usual.`);
      if (process.env['SECRET'] && process.env['SECRET'] !== manifest.secret)
        warn(
          `SECRET is set to another value than the backup's, which is now in ${settings.dataDir}/secret. Unset it.`,
        );
    },
    { alone: true },
  );
}
