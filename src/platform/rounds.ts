export type Rounds = {
  /** Goes round soon instead of after the pause. After a failure the pause is kept. */
  wake: () => void;
  /** Settled when the first round has ended. */
  first: Promise<void>;
  /** Waits for the round in hand. */
  stop: () => Promise<void>;
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Calls `round` again and again, one at a time, each after the pause the one before asked for; slower while it fails. */
export function goRound(options: {
  round: () => Promise<number>;
  /** What comes in this short time is one round. */
  gatherMs: number;
  failed: (error: unknown) => void;
}): Rounds {
  let stopped = false;
  let woken = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const once = async () => {
    woken = false;
    try {
      const pause = await options.round();
      failures = 0;
      return woken ? options.gatherMs : pause;
    } catch (error) {
      options.failed(error);
      return Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS);
    }
  };
  const go = () => {
    timer = undefined;
    running = once().then((pause) => {
      if (!stopped) timer = setTimeout(go, pause);
    });
  };
  go();
  return {
    first: running,
    wake() {
      // Woken again and again, it goes round when the first of it has gathered, not when the last has.
      if (woken) return;
      woken = true;
      // Without a timer a round is running: it will see that it was woken.
      if (!timer || stopped || failures > 0) return;
      clearTimeout(timer);
      timer = setTimeout(go, options.gatherMs);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
