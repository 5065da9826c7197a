import { setTimeout as pause } from 'node:timers/promises';
import { Busy } from '../../platform/errors.ts';
import type { Arrival } from '../touchpoint.ts';
import type { Parcel } from './inbox.ts';

export type Gather = {
  /** Settled when the arrivals, which came in so many bytes, are kept. */
  add: (sourceId: string, arrivals: Arrival[], bytes: number) => Promise<void>;
};

type Waiting = Parcel & { bytes: number; resolve: () => void; reject: (error: unknown) => void };

/** While more comes within this time, a commit waits for it; so short that nobody notices. */
const GATHER_MS = 1;
const LONGEST_GATHER_MS = 3;
/** So many need not wait for more. */
const ENOUGH = 50;
const MOST_TOGETHER = 2_500;
/** What waits is in memory: more is turned away, to be sent again. */
const MOST_WAITING = 20_000;
const MOST_BYTES = 64_000_000;
const RETRY_SECONDS = 2;

/**
 * What comes within a few milliseconds is kept together: one commit for sixty beacons instead of sixty. While one is under
 * way the next ones gather, so the busier it is, the more share one. Nobody is answered before their own commit.
 */
export function gatherCommits(keep: (parcels: Parcel[]) => Promise<void>): Gather {
  const waiting: Waiting[] = [];
  let [count, bytesWaiting] = [0, 0];
  let busy = false;

  const keepAll = async () => {
    busy = true;
    while (waiting.length > 0) {
      await gatherMore(() => count);
      const together = takeSome(waiting);
      await keepTogether(keep, together);
      for (const { arrivals, bytes } of together) {
        count -= arrivals.length;
        bytesWaiting -= bytes;
      }
    }
    busy = false;
  };
  return {
    add(sourceId, arrivals, bytes) {
      if (count + arrivals.length > MOST_WAITING || bytesWaiting + bytes > MOST_BYTES)
        return Promise.reject(
          new Busy('More arrives than can be stored at the moment. Send it again.', RETRY_SECONDS),
        );
      count += arrivals.length;
      bytesWaiting += bytes;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ sourceId, arrivals, bytes, resolve, reject });
      if (!busy) void keepAll();
      return promise;
    },
  };
}

async function gatherMore(countNow: () => number): Promise<void> {
  for (let waited = 0; waited < LONGEST_GATHER_MS && countNow() < ENOUGH; waited += GATHER_MS) {
    const before = countNow();
    await pause(GATHER_MS);
    if (countNow() === before) return;
  }
}

function takeSome(waiting: Waiting[]): Waiting[] {
  let count = 0;
  const first = waiting.findIndex(({ arrivals }) => (count += arrivals.length) > MOST_TOGETHER);
  return waiting.splice(0, first === -1 ? waiting.length : Math.max(1, first));
}

async function keepTogether(keep: (parcels: Parcel[]) => Promise<void>, together: Waiting[]): Promise<void> {
  const bySource = Map.groupBy(together, ({ sourceId }) => sourceId);
  try {
    await keep(
      [...bySource].map(([sourceId, theirs]) => ({
        sourceId,
        arrivals: theirs.flatMap(({ arrivals }) => arrivals),
      })),
    );
    for (const { resolve } of together) resolve();
  } catch (error) {
    for (const { reject } of together) reject(error);
  }
}
