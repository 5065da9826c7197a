import { Command, CommanderError } from 'commander';
import { addBackup } from './backup.ts';
import { addDoctor } from './doctor.ts';
import { addImport } from './import.ts';
import { addKey } from './key.ts';
import { addMigrate } from './migrate.ts';
import { addRestore } from './restore.ts';
import { addSample } from './sample.ts';
import { addSecret } from './secret.ts';
import { addStart } from './start.ts';
import { addUser } from './user.ts';
import { warn } from './say.ts';
import { Invalid, isOurs } from '../platform/errors.ts';
import { SchemaTooNew } from '../platform/migrations.ts';
import { exitCodes, messageOf, Refusal } from '../platform/refusal.ts';
import { version } from '../platform/version.ts';

/** Understands a command line and does what it says. Returns the exit code. */
export async function runCommand(words: string[]): Promise<number> {
  try {
    await describe().parseAsync(words);
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return explain(error);
  }
}

function describe(): Command {
  const program = new Command('tandem')
    .description('Marketing and sales on one customer journey.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(add --help for how to use this command)')
    .addHelpText('after', '\nSettings come from the environment; docs/operate/settings.md lists them all.');
  for (const add of [
    addStart,
    addMigrate,
    addUser,
    addKey,
    addImport,
    addSample,
    addBackup,
    addRestore,
    addSecret,
    addDoctor,
  ]) {
    add(program);
  }
  return program;
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongUsage;
  if (error instanceof SchemaTooNew) {
    warn(error.message);
    return exitCodes.schemaTooNew;
  }
  if (error instanceof Refusal) {
    warn(error.message);
    return error.exitCode;
  }
  if (isOurs(error)) {
    warn(error.message);
    if (error instanceof Invalid)
      for (const { field, message } of error.fields) warn(`  ${field}: ${message}`);
    return exitCodes.failed;
  }
  warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (error instanceof Error && error.cause) warn(`because: ${messageOf(error.cause)}`);
  return exitCodes.failed;
}
