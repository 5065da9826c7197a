import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { linesAt, type Lines, type Rules } from './rule.ts';
import './tables.ts';

/** Asking with every beacon would double what it costs; the nightly work waits until everybody knows a new rule. */
const REMEMBERED_MS = 5_000;
export const KNOWN_EVERYWHERE_MS = 60_000;

const known = new WeakMap<Db, { until: number; rules: Promise<Omit<Rules, 'visitors'>> }>();

/** What happened before these moments is not taken in. */
export async function linesNow(db: Db): Promise<Lines> {
  return linesAt(await (db.isTransaction ? readRules(db) : remembered(db)), now());
}

/** They were changed here. */
export function forgetLines(db: Db): void {
  known.delete(db);
}

function remembered(db: Db): Promise<Omit<Rules, 'visitors'>> {
  const at = performance.now();
  const found = known.get(db);
  if (found && found.until > at) return found.rules;
  const rules = readRules(db);
  known.set(db, { until: at + REMEMBERED_MS, rules });
  rules.catch(() => known.delete(db));
  return rules;
}

function readRules(db: Db): Promise<Omit<Rules, 'visitors'>> {
  return db
    .selectFrom('touchpoints.retention')
    .select(['web_months as web', 'others_months as others'])
    .executeTakeFirstOrThrow();
}
