import type { Db } from './db.ts';
import type { Ears } from './ears.ts';
import { EVENTS_CHANNEL } from './event-order.ts';
import type { Log } from './log.ts';
import { deliverNext, type Subscriber } from './outbox.ts';
import { goRound, type Rounds } from './rounds.ts';

export type OutboxReader = { stop: () => Promise<void> };

/** Without any notification, this often: LISTEN makes it quick, this makes it certain. */
const POLL_MS = 10_000;
/** What is committed within this time is read together: after each of a hundred commits a second, it would be as much work. */
const GATHER_MS = 100;
/** Events that wait for an older transaction: if it is rolled back, nothing tells. */
const PENDING_MS = 500;

/** Delivers to every subscriber until `stop()`, which waits for the batches in hand. One slow subscriber stops no other. */
export function startOutboxReader(options: {
  db: Db;
  ears: Ears;
  log: Log;
  subscribers: Subscriber[];
}): OutboxReader {
  const readers = options.subscribers.map((subscriber) => readFor(subscriber, options));
  const deaf = options.ears.on(EVENTS_CHANNEL, (name) =>
    options.subscribers.forEach(({ events }, place) => {
      // Without a name it may be about anything.
      if (!name || !events || events.includes(name)) readers[place]?.wake();
    }),
  );
  return {
    async stop() {
      deaf();
      await Promise.all(readers.map((reader) => reader.stop()));
    },
  };
}

/** Hands over all there is now. Returns whether more is stored that cannot be read yet. */
export async function drain(
  db: Db,
  subscriber: Subscriber,
  goOn: () => boolean = () => true,
): Promise<boolean> {
  for (;;) {
    const { delivered, pending } = await deliverNext(db, subscriber);
    if (delivered === 0 || !goOn()) return pending;
  }
}

function readFor(subscriber: Subscriber, { db, log }: { db: Db; log: Log }): Rounds {
  let stopping = false;
  const rounds = goRound({
    round: async () => ((await drain(db, subscriber, () => !stopping)) ? PENDING_MS : POLL_MS),
    gatherMs: GATHER_MS,
    failed: (error) => {
      log.error({ err: error, subscriber: subscriber.name }, 'events could not be handed over; trying again');
    },
  });
  return {
    ...rounds,
    stop() {
      stopping = true;
      return rounds.stop();
    },
  };
}
