import type { Db } from '../../platform/db.ts';
import { transaction } from '../../platform/db.ts';
import { enqueue, type JobHandlers } from '../../platform/jobs.ts';
import type { StoredEvent, Subscriber } from '../../platform/outbox.ts';
import { closeMonths } from '../agreement/closing.ts';
import { resetClocks } from './clocks.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    /** Null: of everybody. */
    'handoff.resetClocks': { repIds: string[] | null };
    'handoff.closeMonths': Record<string, never>;
  }
}

const HANDOFFS_AT_ONCE = 500;

export const clockJobs: JobHandlers = {
  'handoff.resetClocks': async ({ repIds }, { db, signal }) => {
    let after: string | null = null;
    for (;;) {
      const from: string | null = after;
      after = await transaction(db, (trx) =>
        resetClocks(trx, { repIds, after: from, limit: HANDOFFS_AT_ONCE }),
      );
      if (after === null) return;
      // Tandem stops before all were reached: the whole again is harmless.
      if (signal?.aborted) return enqueue(db, 'handoff.resetClocks', { repIds });
    }
  },
  'handoff.closeMonths': (_payload, { db }) => closeMonths(db),
};

const NAMES = [
  'person.updated',
  'team.updated',
  'team.deleted',
  'team.memberAdded',
  'team.memberRemoved',
  'holiday.added',
  'holiday.removed',
  'workspace.updated',
];

/** Whoever’s hours, zone or holidays change: what is ahead of their clocks is computed anew. */
export const workingTimesWatched: Subscriber = {
  name: 'handoff.clocks',
  events: NAMES,
  handle: async (db, events) => {
    const changed = events.filter(isOfTime);
    if (changed.length === 0) return;
    const people = changed.flatMap(personOf);
    if (people.includes(null)) return enqueue(db, 'handoff.resetClocks', { repIds: null });
    const repIds = await withClocks(db, [...new Set(people.filter((id) => id !== null))]);
    if (repIds.length > 0) await enqueue(db, 'handoff.resetClocks', { repIds });
  },
};

/** A change of a name changes no hours. */
function isOfTime({ name, changes }: StoredEvent): boolean {
  if (!name.endsWith('.updated')) return true;
  return Object.keys(changes).some((field) => TIME_FIELDS.has(field));
}

const TIME_FIELDS = new Set(['timeZone', 'workingHours', 'time_zone', 'working_hours']);

function personOf({ name, subject_id: id, payload }: StoredEvent): string | null {
  if (name === 'person.updated') return id;
  if (!name.startsWith('team.member')) return null;
  return typeof payload['userId'] === 'string' ? payload['userId'] : null;
}

async function withClocks(db: Db, repIds: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('handoff.clocks')
    .select('rep_id')
    .distinct()
    .where('rep_id', 'in', repIds)
    .where('met_at', 'is', null)
    .where('stopped_at', 'is', null)
    .execute();
  return rows.flatMap(({ rep_id: id }) => id ?? []);
}
