import type pg from 'pg';
import { now } from '../clock.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { fingerprint } from '../secret.ts';

const TOLERANCE_MS = 5 * 60_000;
const HEARTBEAT_MS = 60_000;

/** Remembers the secret's fingerprint the first time; later a different secret is refused. */
export async function checkSecret(pool: pg.Pool, secret: string): Promise<void> {
  const mine = fingerprint(secret);
  await pool.query(
    'insert into platform.installation (secret_fingerprint, last_seen_at) values ($1, $2) on conflict do nothing',
    [mine, now()],
  );
  if ((await knownFingerprint(pool)) !== mine) throw secretChanged();
}

/** Whether `secret` is the one this database was set up with; undefined before the first start. */
export async function knowsSecret(pool: pg.Pool, secret: string): Promise<boolean | undefined> {
  const known = await knownFingerprint(pool);
  return known === undefined ? undefined : known === fingerprint(secret);
}

/** Takes the present secret as the right one; what the old one signed or encrypted is the caller's to end. */
export async function acceptSecret(client: pg.ClientBase, secret: string): Promise<void> {
  await client.query('update platform.installation set secret_fingerprint = $1', [fingerprint(secret)]);
}

/** A sentence when this machine's clock, or the database's, is far from what the stored rows say; else undefined. */
export async function clockComplaint(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ newest: Date | null; database: Date }>(
    `select greatest((select max(last_seen_at) from platform.installation),
                     (select occurred_at from platform.events order by position desc limit 1)) as newest,
            clock_timestamp() as database`,
  );
  const here = now();
  const { newest, database } = rows[0] ?? {};
  if (newest && newest.getTime() - here.getTime() > TOLERANCE_MS) {
    return (
      `The clock looks wrong: it is ${here.toISOString()} here, but the database was last written at ` +
      `${newest.toISOString()}. Nothing was changed. Set the clock (timedatectl set-ntp true); until then ` +
      'dates, schedules and sessions may be wrong.'
    );
  }
  if (database && Math.abs(database.getTime() - here.getTime()) > TOLERANCE_MS) {
    return (
      `The clocks differ: it is ${here.toISOString()} here and ${database.toISOString()} on the database server. ` +
      'Set both by NTP; until then dates and schedules may be wrong.'
    );
  }
  return undefined;
}

/** Notes every minute that a Tandem is alive. Returns how to stop. */
export function keepHeartbeat(pool: pg.Pool): () => void {
  const beat = () =>
    void pool.query('update platform.installation set last_seen_at = $1', [now()]).catch(() => undefined);
  beat();
  const timer = setInterval(beat, HEARTBEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function knownFingerprint(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ secret_fingerprint: string }>(
    'select secret_fingerprint from platform.installation',
  );
  return rows[0]?.secret_fingerprint;
}

function secretChanged(): Refusal {
  return new Refusal(
    'SECRET is not the one this database was set up with. Nothing was changed. Set the old SECRET again ' +
      '(without the setting, it is in the file DATA_DIR/secret), or run "tandem secret reset" to accept the new ' +
      'one: that signs everybody out and switches two-factor sign-in off.',
    exitCodes.secretChanged,
  );
}
