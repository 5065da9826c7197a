import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { Ears } from '../../platform/ears.ts';
import { EVENTS_CHANNEL } from '../../platform/event-order.ts';
import type { Log } from '../../platform/log.ts';
import { goRound, type Rounds } from '../../platform/rounds.ts';
import { CLOCKS_PER_ROUND, fireDue, nextDue, type Reroute } from './firing.ts';

/** A look at the lowest entry of an index: it may be often, for what no event tells of and other processes wrote. */
const POLL_MS = 1_000;
/** Every event wakes it, as one of them may have started a clock. */
const GATHER_MS = 250;

/** Keeps the promises' clocks for as long as the work side runs; any number of processes may do so at once. */
export function keepClocks(house: { db: Db; ears: Ears; log: Log }, reroute: Reroute): Rounds {
  const { db, ears, log } = house;
  const rounds = goRound({
    round: async () => {
      const fired = await fireDue(db, reroute);
      return fired === CLOCKS_PER_ROUND ? 0 : pauseUntil(await nextDue(db));
    },
    gatherMs: GATHER_MS,
    failed: (error) => log.error({ err: error }, 'promises cannot be watched at the moment; trying again'),
  });
  const deaf = ears.on(EVENTS_CHANNEL, rounds.wake);
  return {
    ...rounds,
    stop() {
      deaf();
      return rounds.stop();
    },
  };
}

function pauseUntil(next: Date | null): number {
  if (next === null) return POLL_MS;
  // What another process has in hand is due already and not ours: no reason to go round without a pause.
  const wait = next.getTime() - now().getTime();
  return wait <= 0 ? GATHER_MS : Math.min(POLL_MS, wait);
}
