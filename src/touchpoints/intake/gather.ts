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
type Line = { source: Source; waiting: Waiting[]; running: boolean };

/** Long enough that a page's first beacons meet, short enough that nobody notices. */
const GATHER_MS = 2;
const MOST_TOGETHER = 1_000;
/** What waits is in memory: more is turned away, to be sent again. */
const MOST_WAITING = 20_000;
const MOST_BYTES = 64_000_000;
const RETRY_SECONDS = 2;
/** While the database works on one commit, another is made ready. */
const LANES = { beacons: 2, batches: 3 };
const BATCH = 20;

/**
 * Single beacons that come within a few milliseconds are committed together: one transaction for sixty instead of sixty.
 * While a commit is under way the next ones gather, so the busier it is, the more share one. Nobody is answered before
 * their own commit. Few commits at a time, so that as many as possible share each, yet never one alone: while it is under
 * way, what comes next is read.
 */
export function gatherCommits(commit: Commit): Gather {
  const lines = new Map<string, Line>();
  let waiting = 0;
  let bytesWaiting = 0;

  const run = async (line: Line) => {
    while (line.waiting.length > 0) {
      const together = takeSome(line.waiting);
      await commitTogether(commit, line.source, together);
      for (const { arrivals, bytes } of together) {
        waiting -= arrivals.length;
        bytesWaiting -= bytes;
      }
    }
    line.running = false;
  };
  const lineOf = (source: Source, arrivals: Arrival[]) => {
    const name = `${source.id} ${laneOf(arrivals)}`;
    const line = lines.get(name) ?? { source, waiting: [], running: false };
    lines.set(name, line);
    return line;
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
      const line = lineOf(source, arrivals);
      line.waiting.push({ arrivals, bytes, resolve, reject });
      if (!line.running) {
        line.running = true;
        setTimeout(() => void run(line), arrivals.length < BATCH ? GATHER_MS : 0);
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

function takeSome(waiting: Waiting[]): Waiting[] {
  let count = 0;
  const first = waiting.findIndex(({ arrivals }) => (count += arrivals.length) > MOST_TOGETHER);
  return waiting.splice(0, first === -1 ? waiting.length : Math.max(1, first));
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
