import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import './events.ts';
import { KNOWN_EVERYWHERE_MS } from './lines.ts';
import type { Night } from './night.ts';
import { sweepTouchpoints, type Swept } from './sweep.ts';
import { forgetQuietVisitors } from './visitors.ts';
import './tables.ts';

/** The work of a night. What it deleted stands in the audit log. */
export async function applyRetention(db: Db, night: Night): Promise<Swept & { visitors: number }> {
  const rules = await db
    .selectFrom('touchpoints.retention')
    .select(['id', 'changed_at as changedAt'])
    .executeTakeFirstOrThrow();
  // Until every process refuses what is too old, something might come in behind our back.
  if (now().getTime() - rules.changedAt.getTime() < KNOWN_EVERYWHERE_MS)
    return { touchpoints: 0, months: 0, visitors: 0 };
  // First, because their touchpoints then need not be added up.
  const visitors = await forgetQuietVisitors(db, night);
  const done = { ...(await sweepTouchpoints(db, night)), visitors };
  if (done.touchpoints + visitors > 0) {
    const subject = { kind: 'retention', id: rules.id };
    await emit(db, system, [
      { name: 'retention.applied', subject, payload: { name: 'retention rules', ...done } },
    ]);
  }
  return done;
}
