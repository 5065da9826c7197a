import { setTimeout as pause } from 'node:timers/promises';
import { Busy } from '../../platform/errors.ts';
import { errorCode } from '../../platform/refusal.ts';
import type { Source } from '../source.ts';
import { isSkipped, type Arrival, type Outcome } from '../touchpoint.ts';

export type Commit = (source: Source, arrivals: Arrival[]) => Promise<Outcome[]>;
export type Gather = {
  /** Settled when the arrivals, which came in so many bytes, are committed. */
  add: (source: Source, arrivals: Arrival[], bytes: number) => Promise<Outcome[]>;
};

type Waiting = {
  arrivals: Arrival[];
  bytes: number;
  resolve: (outcomes: Outcome[]) => void;
  reject: (error: unknown) => void;
};
type Line = { name: string; source: Source; waiting: Waiting[]; count: number };

/** While more comes within this time, a commit waits for it; so long at most that nobody notices. */
const GATHER_MS = 2;
const LONGEST_GATHER_MS = 4;
/** So many need not wait for more. */
const ENOUGH = 50;
const MOST_TOGETHER = 1_000;
/** What waits is in memory: more is turned away, to be sent again. */
const MOST_WAITING = 20_000;
const MOST_BYTES = 64_000_000;
const RETRY_SECONDS = 2;
/**
 * Commits of one source at once. While the database works on one batch, the next is read and made ready; two lines of
 * beacons would only be two small commits for one larger.
 */
const LANES = { beacons: 1, batches: 2 };
const BATCH = 20;

/**
 * What comes within a few milliseconds is committed together: one transaction for sixty beacons instead of sixty, for what
 * a transaction costs by itself is as much as a hundred touchpoints. While a commit is under way the next ones gather, so
 * the busier it is, the more share one. Nobody is answered before their own commit.
 */
export function gatherCommits(commit: Commit): Gather {
  const lines = new Map<string, Line>();
  let waiting = 0;
  let bytesWaiting = 0;

  const commitAll = async (line: Line) => {
    while (line.waiting.length > 0) {
      await gatherMore(line);
      const together = takeSome(line);
      await commitTogether(commit, line.source, together);
      for (const { arrivals, bytes } of together) {
        waiting -= arrivals.length;
        bytesWaiting -= bytes;
      }
    }
    lines.delete(line.name);
  };
  return {
    add(source, arrivals, bytes) {
      if (waiting + arrivals.length > MOST_WAITING || bytesWaiting + bytes > MOST_BYTES)
        return Promise.reject(
          new Busy('More arrives than can be stored at the moment. Send it again.', RETRY_SECONDS),
        );
      waiting += arrivals.length;
      bytesWaiting += bytes;
      const { promise, resolve, reject } = Promise.withResolvers<Outcome[]>();
      const name = `${source.id} ${laneOf(arrivals)}`;
      const known = lines.get(name);
      const line = known ?? { name, source, waiting: [], count: 0 };
      line.waiting.push({ arrivals, bytes, resolve, reject });
      line.count += arrivals.length;
      if (!known) {
        lines.set(name, line);
        void commitAll(line);
      }
      return promise;
    },
  };
}

/** What begins with the same person follows each other: at once, one would wait for the other's commit. */
function laneOf(arrivals: Arrival[]): string {
  const kind = arrivals.length < BATCH ? 'beacons' : 'batches';
  return `${kind} ${personNumber(arrivals) % LANES[kind]}`;
}

function personNumber(arrivals: Arrival[]): number {
  const first = arrivals.find((arrival) => !isSkipped(arrival));
  if (!first || isSkipped(first)) return 0;
  const { userId, email, anonymousId, contactId } = first.person;
  let sum = 0;
  for (const letter of userId ?? email ?? anonymousId ?? contactId ?? '')
    sum = (sum * 31 + letter.charCodeAt(0)) | 0;
  return Math.abs(sum);
}

async function gatherMore(line: Line): Promise<void> {
  for (let waited = 0; waited < LONGEST_GATHER_MS && line.count < ENOUGH; waited += GATHER_MS) {
    const { count } = line;
    await pause(GATHER_MS);
    if (line.count === count) return;
  }
}

function takeSome(line: Line): Waiting[] {
  let count = 0;
  const first = line.waiting.findIndex(({ arrivals }) => (count += arrivals.length) > MOST_TOGETHER);
  const taken = line.waiting.splice(0, first === -1 ? line.waiting.length : Math.max(1, first));
  for (const { arrivals } of taken) line.count -= arrivals.length;
  return taken;
}

async function commitTogether(commit: Commit, source: Source, together: Waiting[]): Promise<void> {
  try {
    const outcomes = await commit(
      source,
      together.flatMap(({ arrivals }) => arrivals),
    );
    let place = 0;
    for (const { arrivals, resolve } of together) resolve(outcomes.slice(place, (place += arrivals.length)));
  } catch (error) {
    if (together.length === 1 || !mayBeTheirs(error)) {
      for (const { reject } of together) reject(error);
      return;
    }
    // One of them may be the reason; the others shall not suffer for it.
    for (const each of together) await commitTogether(commit, source, [each]);
  }
}

/** Whether what was sent may be the reason: not where the database is away or its disk full. */
function mayBeTheirs(error: unknown): boolean {
  const code = errorCode(error);
  return code === undefined || /^(22|23|54)/.test(code);
}
