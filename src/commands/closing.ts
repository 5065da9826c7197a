import { errorCode, exitCodes, isAway, type ExitCode } from '../platform/refusal.ts';
import { say, warn } from './say.ts';

const PATIENCE_MS = 10_000;
/** npm passes Ctrl-C on to us although the terminal already did: what comes this close together is one wish. */
const SAME_WISH_MS = 500;

/** What has to be closed, in reverse of the order it was opened in. */
export class Closing {
  #steps: (() => Promise<void>)[] = [];
  #kills: (() => void)[] = [];
  #closed: Promise<void> | undefined;

  add(close: () => Promise<void>): void {
    this.#steps.push(close);
  }

  /** For the second Ctrl-C, which waits for nothing. */
  addKill(kill: () => void): void {
    this.#kills.push(kill);
  }

  /** Each step has at most ten seconds, and one that fails does not keep the others open. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  kill(): void {
    for (const kill of this.#kills) kill();
  }

  async #closeAll(): Promise<void> {
    for (let close = this.#steps.pop(); close; close = this.#steps.pop()) {
      await Promise.race([close().catch((error: unknown) => warn(String(error))), patience()]);
    }
  }
}

/** Closes everything on Ctrl-C, SIGTERM or an error that nobody caught, then ends the process. */
export function closeOnSignal(closing: Closing): Closing {
  process.on('uncaughtException', (error) => {
    // The queue lets go of what it could not write down of a job; the job itself is taken up again.
    if (isAway(error) && errorCode(error) !== 'EPIPE')
      return warn(`The database was away for a moment (${error.message}).`);
    warn(
      `Tandem stops because of a mistake of its own. What was saved is kept. ${error.stack ?? error.message}`,
    );
    void endAfter(closing, exitCodes.failed);
  });
  let first: number | undefined;
  const end = () => {
    if (first !== undefined && Date.now() - first < SAME_WISH_MS) return;
    if (first !== undefined) {
      closing.kill();
      process.exit(exitCodes.failed);
    }
    first = Date.now();
    say('Stopping: finishing what is under way. (Ctrl-C again stops at once.)');
    void endAfter(closing, exitCodes.ok);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  watchShell(end);
  return closing;
}

/**
 * Between npm and us is a shell, which dies of the SIGTERM that npm passes on and passes nothing on itself. Nobody
 * would be left to stop us, so the shell's end counts as the signal.
 */
function watchShell(end: () => void): void {
  if (!process.env['npm_lifecycle_event']) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    end();
  }, SAME_WISH_MS);
  timer.unref();
}

async function endAfter(closing: Closing, code: ExitCode): Promise<never> {
  await closing.close();
  process.exit(code);
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
}
