import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../refusal.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { claim, databaseUrl, type Claim, type Purpose } from './claim.ts';
import { createCluster } from './cluster.ts';
import { endLeftovers } from './leftovers.ts';
import { findPlace, settlePlace, SHARED_PLACE, type Place } from './place.ts';
import { findPostmaster, launch, stopPostmaster, type Flags, type Postmaster } from './postmaster.ts';
import { takeStartLock, tryStartLock } from './start-lock.ts';

/** A PostgreSQL of Tandem's own, kept running until `stop()`. */
export type Embedded = {
  url: string;
  stop: () => Promise<void>;
  /** At once and without waiting, for a second Ctrl-C; PostgreSQL recovers by itself at the next start. */
  kill: () => void;
};

export type Say = (level: 'info' | 'warn' | 'error', message: string) => void;

/**
 * Starts the PostgreSQL in `dataDir`, making it the first time. A PostgreSQL left over from a killed Tandem is
 * stopped first. Throws a `Refusal` when another Tandem is at work there.
 */
export async function startEmbedded(
  dataDir: string,
  purpose: Purpose,
  say: Say,
  flags: Flags = {},
): Promise<Embedded> {
  const letGo = await takeStartLock(dataDir);
  try {
    const place = await settlePlace(dataDir);
    const binaries = await findBinaries(place.account, SHARED_PLACE);
    if (await findPlace(dataDir)) await stopLeftover(place, binaries, purpose);
    else await createCluster(place, binaries);
    const postmaster = await launchPatiently(place, binaries, flags, say);
    const claimed = await claim(place, postmaster.port, purpose);
    return supervise({ place, binaries, purpose, flags, say, postmaster, claimed });
  } finally {
    letGo();
  }
}

/** The address of the PostgreSQL that is running in `dataDir` right now, whoever started it. */
export async function findRunning(dataDir: string): Promise<string | undefined> {
  const place = await findPlace(dataDir);
  const postmaster = place ? await findPostmaster(place) : undefined;
  return place && postmaster?.ready ? databaseUrl(place, postmaster.port) : undefined;
}

/** Stops a PostgreSQL whose Tandem is known to be gone. */
export async function stopAbandoned(dataDir: string): Promise<void> {
  const place = await findPlace(dataDir);
  if (place) await stopLeftover(place, await findBinaries(place.account, SHARED_PLACE), { what: 'clean-up' });
}

async function stopLeftover(place: Place, binaries: Binaries, purpose: Purpose): Promise<void> {
  let found = await findPostmaster(place);
  while (found && !found.ready) {
    await wait(50);
    found = await findPostmaster(place);
  }
  if (!found) return;
  const claimed = await claim(place, found.port, purpose);
  await claimed.release();
  await stopPostmaster(place, binaries);
}

/** After a kill the old processes may hold the shared memory for a moment: they are ended, and it is tried again. */
async function launchPatiently(
  place: Place,
  binaries: Binaries,
  flags: Flags,
  say: Say,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(place, binaries, flags);
    } catch (error) {
      if (attempt === 5) throw error;
      say('warn', `PostgreSQL did not start at once, trying again (attempt ${attempt}).`);
      endLeftovers(place.cluster);
      await wait(100 * 2 ** attempt);
    }
  }
}

type Watched = {
  place: Place;
  binaries: Binaries;
  purpose: Purpose;
  flags: Flags;
  say: Say;
  postmaster: Postmaster;
  claimed: Claim;
};

/** Restarts PostgreSQL on the same port whenever it ends without being asked to: pools then simply reconnect. */
function supervise(first: Watched): Embedded {
  const { place, binaries } = first;
  let current = first;
  let stopping = false;
  let restarted = Promise.resolve();
  const watch = () => {
    // Not the event: PostgreSQL may have ended again while it was being claimed.
    void current.postmaster.ended.then(() => {
      if (!stopping) restarted = restart();
    });
  };
  const restart = async () => {
    const letGo = lockIfPossible(place.dataDir);
    first.say('error', 'PostgreSQL ended unexpectedly; starting it again. Nothing that was saved is lost.');
    current = { ...current, ...(await comeBack(current, () => stopping)) };
    letGo?.();
    if (!stopping) watch();
  };
  const stop = async () => {
    stopping = true;
    await restarted;
    await current.claimed.release().catch(() => undefined);
    await stopPostmaster(place, binaries);
  };
  const kill = () => {
    stopping = true;
    current.postmaster.child.kill('SIGQUIT');
  };
  watch();
  return { url: databaseUrl(place, first.postmaster.port), stop, kill };
}

/** On a full disk no lock can be written, and PostgreSQL is wanted back all the same. */
function lockIfPossible(dataDir: string): (() => void) | undefined {
  try {
    return tryStartLock(dataDir);
  } catch {
    return undefined;
  }
}

async function comeBack(watched: Watched, givenUp: () => boolean): Promise<Partial<Watched>> {
  const { place, binaries, purpose, flags, say } = watched;
  for (let pause = 100; !givenUp(); pause = Math.min(pause * 2, 5_000)) {
    try {
      endLeftovers(place.cluster);
      await findPostmaster(place);
      const postmaster = await launch(place, binaries, flags, watched.postmaster.port);
      const claimed = await claim(place, postmaster.port, purpose);
      say('info', 'PostgreSQL is running again.');
      return { postmaster, claimed };
    } catch (error) {
      say('error', messageOf(error));
      await wait(pause);
    }
  }
  return {};
}
