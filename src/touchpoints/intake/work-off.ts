import { setTimeout as pause } from 'node:timers/promises';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import type { Ears } from '../../platform/ears.ts';
import type { Log } from '../../platform/log.ts';
import { errorCode, isAway, messageOf } from '../../platform/refusal.ts';
import { goRound } from '../../platform/rounds.ts';
import { recordWaiting, type Batch } from '../record.ts';
import { noteError } from '../sources.ts';
import {
  forget,
  INBOX_CHANNEL,
  isThereAny,
  LANES,
  putBack,
  rememberOwn,
  takeOne,
  takeOut,
  type Box,
  type Lane,
} from './inbox.ts';

/** Whatever wakes nobody is found after this long. */
const POLL_MS = 400;
const GATHER_MS = 10;
/**
 * Where it is busy, what comes within this time is stored together, too: a transaction costs as much as a hundred
 * touchpoints. A single hot lead does not wait for that.
 */
const BUSY = { from: 60, gatherMs: 40 };
/** With so many at once there are more, and none to wait for. */
const PLENTY = 500;
const MOST_TOGETHER = 1_000;

/** Stores what the intake has acknowledged, for as long as the work side runs. */
export function workOffInbox({ db, ears, log }: { db: Db; ears: Ears; log: Log }) {
  rememberOwn();
  return LANES.map((lane) => {
    let last = 0;
    const round = async () => {
      if (last >= BUSY.from && last < PLENTY) await pause(BUSY.gatherMs);
      last = (await isThereAny(db, lane)) ? await workOff(db, lane) : 0;
      return last >= BUSY.from ? 0 : POLL_MS;
    };
    const failed = (error: unknown) =>
      log.error({ err: error }, 'the inbox cannot be worked off at the moment; trying again');
    const rounds = goRound({ round, gatherMs: GATHER_MS, failed });
    const deaf = ears.on(INBOX_CHANNEL, rounds.wake);
    const stop = () => {
      deaf();
      return rounds.stop();
    };
    return { stop };
  });
}

/**
 * Stores the oldest of a lane and answers how many touchpoints that were. They leave the inbox in the transaction that
 * stores them, so wherever it dies they are stored once. Any number of processes may do it: each takes what no other has.
 */
export async function workOff(db: Db, lane: Lane): Promise<number> {
  let taken: Box[] = [];
  try {
    return await recordWaiting(db, async (trx) =>
      batchesOf((taken = await takeOut(trx, lane, MOST_TOGETHER))),
    );
  } catch (error) {
    if (!mayBeTheirs(error)) throw error;
    // One of them is the reason; the others shall not suffer for it.
    for (const { id } of taken) await workOffAlone(db, lane, id);
    return taken.length;
  } finally {
    forget(taken.map(({ id }) => id));
  }
}

async function workOffAlone(db: Db, lane: Lane, id: string): Promise<void> {
  try {
    await recordWaiting(db, async (trx) => batchesOf(await takeOne(trx, lane, id)));
  } catch (error) {
    if (!mayBeTheirs(error)) throw error;
    await transaction(db, async (trx) => {
      for (const box of await takeOne(trx, lane, id)) await setAside(trx, lane, box, error);
    });
  }
}

/** Not thrown away: what cannot be stored today may be after an update, and until then it is known to be there. */
async function setAside(trx: Db, lane: Lane, box: Box, error: unknown): Promise<void> {
  const alone = box.arrivals.length === 1;
  if (alone)
    await noteError(trx, box.source, `A message cannot be stored and is tried again: ${messageOf(error)}`);
  await putBack(trx, lane, box, new Date(now().getTime() + (alone ? AGAIN_MS : 0)));
}

const AGAIN_MS = 3_600_000;

/** Whether what was sent may be the reason: not where the database is away or its disk full, or nothing can be stored. */
function mayBeTheirs(error: unknown): boolean {
  return !isAway(error) && /^(22|23|54|P0|XX|ERR_|$)/.test(errorCode(error) ?? '');
}

/** In one order for everybody: two lanes that count for the same sources wait for each other, never in a circle. */
function batchesOf(boxes: Box[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const { source, receivedAt, arrivals } of boxes) {
    const batch = batches.get(source.id);
    if (batch) Object.assign(batch, { receivedAt, arrivals: [...batch.arrivals, ...arrivals] });
    else batches.set(source.id, { source, receivedAt, arrivals });
  }
  return [...batches.values()].toSorted((a, b) => (a.source.id < b.source.id ? -1 : 1));
}
