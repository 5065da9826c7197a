import type { Command } from 'commander';
import { migrate } from '../platform/migrations.ts';
import { say } from './say.ts';
import { withDatabase } from './with-database.ts';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database to this version. "start" does this by itself.')
    .addHelpText(
      'after',
      '\nExample:\n  DATABASE_URL=postgres://… tandem migrate   before several web processes start',
    )
    .action(() => withDatabase('migrate', async ({ pool }) => report(await migrate(pool))));
}

function report({ applied }: { applied: string[] }): void {
  for (const name of applied) say(`applied ${name}`);
  say(
    applied.length === 0
      ? 'The database is up to date.'
      : `The database is up to date (${applied.length} new).`,
  );
}
