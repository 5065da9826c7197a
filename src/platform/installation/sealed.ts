import type pg from 'pg';

const LOST =
  'Its content was sealed with the SECRET that was given up, so it cannot be read any more. Send it anew.';

/** What was sealed with the old secret and nobody could read again: mails that were not sent, kept answers. */
export async function forgetSealed(client: pg.ClientBase): Promise<{ mails: number }> {
  const mails = await client.query(
    `update platform.mails set sealed_values = null,
       state = case when state in ('queued', 'held') then 'failed' else state end,
       error = case when state in ('queued', 'held') then $1 else error end
     where sealed_values is not null`,
    [LOST],
  );
  await client.query('update platform.idempotency_keys set answer = null where answer is not null');
  return { mails: mails.rowCount ?? 0 };
}
