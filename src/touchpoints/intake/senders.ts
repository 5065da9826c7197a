import type { Db } from '../../platform/db.ts';
import { declaredKinds } from '../kinds.ts';
import type { Source } from '../source.ts';
import { sourceByKey } from '../sources.ts';
import type { Delivery } from './message.ts';

export type Sender = { source: Source; kinds: Delivery['kinds'] };

/** A revoked key opens nothing after so long; asking for every beacon would double its cost. */
const REMEMBERED_MS = 5_000;
const MOST_KEYS = 1_000;

/** Who sends under a write key; null when nobody does. */
export function knowSenders(db: Db): { find: (key: string | undefined) => Promise<Sender | null> } {
  const known = new Map<string, { until: number; sender: Promise<Sender | null> }>();
  return {
    find(key) {
      if (!key) return Promise.resolve(null);
      const at = performance.now();
      const found = known.get(key);
      if (found && found.until > at) return found.sender;
      // Made-up keys shall not fill the memory.
      if (known.size >= MOST_KEYS) known.clear();
      const sender = senderOf(db, key);
      known.set(key, { until: at + REMEMBERED_MS, sender });
      sender.catch(() => known.delete(key));
      return sender;
    },
  };
}

async function senderOf(db: Db, key: string): Promise<Sender | null> {
  const source = await sourceByKey(db, key);
  return source ? { source, kinds: await declaredKinds(db) } : null;
}
