import type { Command } from 'commander';
import { system } from '../platform/actor.ts';
import { migrate } from '../platform/migrations.ts';
import { createKey } from '../workspace/workspace.ts';
import { roleOption, type WithRole } from './roles.ts';
import { say, warn } from './say.ts';
import { withDatabase } from './with-database.ts';

export function addKey(program: Command): void {
  const key = program.command('key').description('Keys by which programs use the API.');
  key
    .command('create')
    .description('Make a key and print it: the only time anybody sees it.')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(roleOption())
    .addHelpText('after', '\nExample:\n  KEY=$(tandem key create --name "Web shop" --role marketer)')
    .action(create);
}

async function create(words: WithRole & { name: string }): Promise<void> {
  await withDatabase('key', async ({ db, pool }) => {
    await migrate(pool);
    const { key } = await createKey(db, system, words);
    // The key alone on standard output, so that a script can take it.
    say(key);
    warn(`This is the only time the key "${words.name}" is shown. Send it as the header x-api-key.`);
  });
}
