import { z } from 'zod';
import type { Db } from './db.ts';
import type { Ears } from './ears.ts';
import { EVENTS_CHANNEL, readableUpTo } from './event-order.ts';
import { parseJson } from './json.ts';
import type { Log } from './log.ts';
import { NUDGE_CHANNEL, type Nudge } from './nudge.ts';
import { readEvents, type StoredEvent } from './outbox.ts';
import { goRound } from './rounds.ts';

/** The events as they are committed, for the open pages of this process. Remembers nothing: the outbox is the memory. */
export type Tail = {
  follow: (follower: Follower) => () => void;
  /** What was committed after the event at `position`, up to where the tail is; undefined when it is too much. */
  since: (position: number) => Promise<StoredEvent[] | undefined>;
  stop: () => Promise<void>;
};

export type Follower = { onEvents: (events: StoredEvent[]) => void; onNudge: (nudge: Nudge) => void };

const BATCH = 500;
/** A page that was away for longer than this many events reads everything anew. */
const MOST_MISSED = 1_000;
const POLL_MS = 5_000;
/** A burst of commits is read together. */
const GATHER_MS = 50;
/** Events that wait for an older transaction: if it is rolled back, nothing tells. */
const PENDING_MS = 500;

/** Reads new events once for all open pages, and by the same rule as `deliverNext`: none is stepped over. */
export function openTail({ db, ears, log }: { db: Db; ears: Ears; log: Log }): Tail {
  const followers = new Set<Follower>();
  let position: number | undefined;

  const tell = async (from: number, upTo: number) => {
    let events: StoredEvent[] = [];
    do {
      events = await readEvents(db, events.at(-1)?.position ?? from, upTo, BATCH);
      // Before telling: a page that opens right now finds these among what it missed, or is told, but never neither.
      position = events.at(-1)?.position ?? from;
      if (events.length > 0) for (const follower of followers) follower.onEvents(events);
    } while (events.length === BATCH);
  };
  const round = async () => {
    const { upTo, pending } = await readableUpTo(db);
    // The first round only finds its place: what happened before is read by the pages themselves.
    // Nor is there anybody to tell while no page is open.
    if (position !== undefined && followers.size > 0) await tell(position, upTo);
    position = Math.max(position ?? 0, upTo);
    return pending ? PENDING_MS : POLL_MS;
  };
  const failed = (error: unknown) => log.warn({ err: error }, 'live updates pause');
  const rounds = goRound({ round, gatherMs: GATHER_MS, failed });
  const deaf = [
    ears.on(EVENTS_CHANNEL, rounds.wake),
    ears.on(NUDGE_CHANNEL, (text) => {
      const nudge = nudgeShape.safeParse(parseJson(text));
      if (nudge.success) for (const follower of followers) follower.onNudge(nudge.data);
    }),
  ];
  return {
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    since: async (seen) => {
      // Pages come back within milliseconds of a restart.
      await rounds.first;
      if (position === undefined) return undefined;
      const events = await readEvents(db, seen, position, MOST_MISSED + 1);
      return events.length > MOST_MISSED ? undefined : events;
    },
    async stop() {
      for (const end of deaf) end();
      await rounds.stop();
    },
  };
}

const nudgeShape = z.object({
  to: z.string(),
  name: z.enum(['operation.progressed', 'notification.arrived']),
  subject: z.object({ kind: z.string(), id: z.string() }),
  payload: z.record(z.string(), z.unknown()),
});
