import pg from 'pg';
import type { Log } from './log.ts';

/** One connection per process that hears NOTIFY, whatever it is about. */
export type Ears = {
  /** Calls `hear` with every notification's payload, and with '' after a reconnect, when some may have been missed. */
  on: (channel: string, hear: (payload: string) => void) => () => void;
  stop: () => Promise<void>;
};

const RECONNECT_MS = 1_000;

/** One connection, and what it is doing: a connection takes one query at a time. */
type Connection = { client: pg.Client; turn: Promise<void> };

/** Connects in the background and again after every loss; whoever listens also polls, so nothing depends on it. */
export function openEars(pool: pg.Pool, log: Log): Ears {
  const hearers = new Map<string, Set<(payload: string) => void>>();
  let current: Connection | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const tell = (channel: string, payload: string) => {
    for (const hear of hearers.get(channel) ?? []) hear(payload);
  };
  const inTurn = (connection: Connection, work: () => Promise<void>) => {
    connection.turn = connection.turn.then(work).catch((error: unknown) => {
      log.debug({ err: error }, 'cannot listen for events at the moment');
      lose(connection);
    });
  };
  const listen = (connection: Connection, channel: string) => {
    inTurn(connection, async () => {
      await connection.client.query(`listen ${connection.client.escapeIdentifier(channel)}`);
      // Something may have been said before.
      tell(channel, '');
    });
  };
  const connect = () => {
    // Not lent from the pool: it is held for as long as the process lives.
    const client = new pg.Client({ ...pool.options, keepAlive: true, application_name: 'tandem ears' });
    const connection: Connection = { client, turn: Promise.resolve() };
    client.on('error', () => lose(connection));
    client.on('end', () => lose(connection));
    client.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''));
    current = connection;
    inTurn(connection, async () => void (await client.connect()));
    for (const channel of hearers.keys()) listen(connection, channel);
  };
  const lose = (lost: Connection) => {
    if (current !== lost) return;
    current = undefined;
    void lost.client.end().catch(() => undefined);
    if (!stopped) timer = setTimeout(connect, RECONNECT_MS);
  };
  connect();
  return {
    on(channel, hear) {
      const known = hearers.get(channel) ?? new Set();
      const isNew = !hearers.has(channel);
      hearers.set(channel, known.add(hear));
      if (isNew && current) listen(current, channel);
      return () => void known.delete(hear);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      const last = current;
      current = undefined;
      await last?.client.end().catch(() => undefined);
    },
  };
}
