import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeBackup } from '../platform/backup/write-backup.ts';
import { showProgress } from './progress.ts';
import { say } from './say.ts';
import { withDatabase } from './with-database.ts';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'where to write it; must not exist yet')
    .description('Write everything, the secret included, into one file. Tandem may go on running.')
    .addHelpText('after', '\nExample:\n  tandem backup /backups/tandem-$(date +%F).gz')
    .action((file: string) => backup(resolve(file)));
}

async function backup(file: string): Promise<void> {
  await withDatabase('backup', async ({ pool }, { secret }) => {
    const progress = showProgress('tables');
    const { rows } = await writeBackup(pool, file, {
      secret,
      progress: (done, tables, table) => progress.to(done, tables, table),
    });
    progress.end();
    say(
      `Wrote ${file}: ${rows} rows. It holds the secret and all personal data; keep it where nobody else can read it.`,
    );
  });
}
