import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** A uuid v7: made in the application, ordered by time, so inserts stay at the right edge of an index. */
export function newId(): string {
  const at = Date.now();
  if (at > moment) {
    moment = at;
    // Like the package's own: begins anywhere in the lower half, so that a busy millisecond has room.
    seq = random().readUInt32BE() >>> 1;
  } else seq += 1;
  return v7({ msecs: moment, seq, random: random() });
}

let moment = 0;
let seq = 0;

const ID_BYTES = 16;
/** Asking the system for 16 random bytes at a time took more than all the rest of an id. */
const pool = Buffer.alloc(ID_BYTES * 256);
let used = pool.length;

function random(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
}
