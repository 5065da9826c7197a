import { TooMany } from '../../platform/errors.ts';
import type { Source } from '../source.ts';
import type { Arrival, Outcome } from '../touchpoint.ts';

export type Commit = (source: Source, arrivals: Arrival[]) => Promise<Outcome[]>;
export type Gather = {
  /** Settled when the arrivals are committed. */
  add: (source: Source, arrivals: Arrival[]) => Promise<Outcome[]>;
};

type Waiting = {
  arrivals: Arrival[];
  resolve: (outcomes: Outcome[]) => void;
  reject: (error: unknown) => void;
};
type Line = { source: Source; waiting: Waiting[]; running: number };

/** Long enough that a page's first beacons meet, short enough that nobody notices. */
const GATHER_MS = 2;
const MOST_TOGETHER = 1_000;
const MOST_WAITING = 20_000;
/** While the database works on one commit, the next one is made ready. */
const AT_ONCE = 2;

/**
 * Single beacons that come within a few milliseconds are committed together: one transaction for sixty instead of sixty.
 * While two commits are under way the next ones gather, so the busier it is, the more share one. Nobody is answered
 * before their own commit.
 */
export function gatherCommits(commit: Commit): Gather {
  const lines = new Map<string, Line>();
  let waiting = 0;

  const run = async (line: Line) => {
    while (line.waiting.length > 0) {
      const together = takeSome(line.waiting);
      await commitTogether(commit, line.source, together);
      for (const { arrivals } of together) waiting -= arrivals.length;
    }
    line.running -= 1;
    if (line.running === 0) lines.delete(line.source.id);
  };
  return {
    add(source, arrivals) {
      if (waiting + arrivals.length > MOST_WAITING)
        return Promise.reject(
          new TooMany('More arrives than can be stored at the moment. Send it again.', 2),
        );
      waiting += arrivals.length;
      const { promise, resolve, reject } = Promise.withResolvers<Outcome[]>();
      const line = lines.get(source.id) ?? { source, waiting: [], running: 0 };
      lines.set(source.id, line);
      line.waiting.push({ arrivals, resolve, reject });
      if (line.running < AT_ONCE) {
        line.running += 1;
        setTimeout(() => void run(line), arrivals.length > 1 ? 0 : GATHER_MS);
      }
      return promise;
    },
  };
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
    if (together.length === 1) return together[0]?.reject(error);
    // One of them may be the reason; the others shall not suffer for it.
    for (const each of together) await commitTogether(commit, source, [each]);
  }
}
