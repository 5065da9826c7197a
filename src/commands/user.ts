import type { Command } from 'commander';
import { system } from '../platform/actor.ts';
import { migrate } from '../platform/migrations.ts';
import { createUser } from '../workspace/workspace.ts';
import { roleOption, type WithRole } from './roles.ts';
import { say } from './say.ts';
import { withDatabase } from './with-database.ts';

type Words = WithRole & { email: string; name: string; password?: string };

export function addUser(program: Command): void {
  const user = program.command('user').description('The people who work here.');
  user
    .command('create')
    .description('Add a person. Without --password, prints a link by which they choose one.')
    .requiredOption('--email <address>', 'what they sign in with')
    .requiredOption('--name <name>', 'how others see them')
    .addOption(roleOption())
    .option('--password <password>', 'better left out: other users of this machine may see it')
    .addHelpText(
      'after',
      '\nExample:\n  tandem user create --email eva@example.com --name "Eva Nowak" --role sales_manager',
    )
    .action(create);
}

async function create(words: Words): Promise<void> {
  await withDatabase('user', async ({ db, pool }, { publicUrl }) => {
    await migrate(pool);
    const { link } = await createUser(db, system, words, publicUrl);
    say(`${words.name} (${words.email}) may sign in at ${publicUrl} now.`);
    if (link) say(`They choose a password by this link, which works once:\n\n  ${link}\n`);
  });
}
