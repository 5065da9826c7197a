import type { Db } from '../platform/db.ts';
import type { Ears } from '../platform/ears.ts';
import { now } from '../platform/clock.ts';
import { EVENTS_CHANNEL } from '../platform/event-order.ts';
import type { Log } from '../platform/log.ts';
import { goRound, type Rounds } from '../platform/rounds.ts';
import { rerouteAbsent } from './leaving.ts';
import { bringBack } from './recycling.ts';
import { isThereToRoute, routeOnce } from './routing/route.ts';

/** Whatever wakes nobody is found after this long. */
const POLL_MS = 400;
const GATHER_MS = 10;
/** Days and vacations come slowly. */
const CALENDAR_MS = 60_000;

/** Routes what is opened, for as long as the work side runs; and what comes back or is left behind by the calendar. */
export function keepHandoffs({ db, ears, log }: { db: Db; ears: Ears; log: Log }): Rounds {
  let calendarAt = 0;
  const rounds = goRound({
    round: async () => {
      // Routing comes first: whatever is wrong with a day must not hold up who is hot now.
      if ((await isThereToRoute(db)) && (await routeOnce(db)) > 0) return 0;
      if (now().getTime() - calendarAt >= CALENDAR_MS) {
        if (await heedCalendar(db)) return 0;
        calendarAt = now().getTime();
      }
      return POLL_MS;
    },
    gatherMs: GATHER_MS,
    failed: (error) => log.error({ err: error }, 'hand-offs cannot be routed at the moment; trying again'),
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

/** Whose day it is to come back, and who has left or gone on vacation. Answers whether there may be more. */
export async function heedCalendar(db: Db): Promise<boolean> {
  const back = await bringBack(db);
  const left = await rerouteAbsent(db);
  return back + left > 0;
}
