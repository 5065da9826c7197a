import type { Command } from 'commander';
import type pg from 'pg';
import { acceptSecret } from '../platform/installation/installation.ts';
import { forgetSealed } from '../platform/installation/sealed.ts';
import { migrate } from '../platform/migrations.ts';
import { say } from './say.ts';
import { withDatabase } from './with-database.ts';

export function addSecret(program: Command): void {
  const secret = program.command('secret').description('What signs sessions and encrypts stored secrets.');
  secret
    .command('reset')
    .description('Accept the present SECRET. Signs everybody out and switches two-factor sign-in off.')
    .addHelpText(
      'after',
      '\nExample:\n  SECRET=$(openssl rand -hex 32) tandem secret reset   then start with the same',
    )
    .action(() => withDatabase('secret', ({ pool }, { secret }) => reset(pool, secret), { alone: true }));
}

async function reset(pool: pg.Pool, secret: string): Promise<void> {
  await migrate(pool);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await endWhatItProtected(client);
    await acceptSecret(client, secret);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Signed or encrypted with the old secret, so nobody could read it again. */
async function endWhatItProtected(client: pg.ClientBase): Promise<void> {
  const sessions = await client.query('delete from workspace.sessions');
  const factors = await client.query('delete from workspace.two_factors');
  await client.query('update workspace.users set two_factor_enabled = false where two_factor_enabled');
  await client.query('delete from workspace.verifications');
  await client.query(
    'update workspace.accounts set access_token = null, refresh_token = null, id_token = null',
  );
  const { mails } = await forgetSealed(client);
  say(
    `The present SECRET is accepted. Sessions ended: ${sessions.rowCount ?? 0}. ` +
      `People who have to set two-factor sign-in up anew: ${factors.rowCount ?? 0}. ` +
      `Mails that waited to be sent and lost their content: ${mails}.`,
  );
}
