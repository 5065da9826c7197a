import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { TooMany } from '../../platform/errors.ts';

/** At most `max` tries in `minutes`, counted in the database so that every process counts the same. */
export type Limit = { key: string; max: number; minutes: number };

/** Counts a try against each limit and throws `TooMany` when one is used up. */
export async function countAttempt(db: Db, limits: Limit[]): Promise<void> {
  const at = now();
  // One order of keys for everybody, so that two tries never wait for each other in a circle.
  const rows = limits
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, minutes }) => ({ key, count: 1, resets_at: new Date(at.getTime() + minutes * 60_000) }));
  const counted = await db
    .insertInto('workspace.attempts')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql<number>`case when attempts.resets_at <= ${at} then 1 else attempts.count + 1 end`,
        resets_at: sql<Date>`case when attempts.resets_at <= ${at} then excluded.resets_at else attempts.resets_at end`,
      }),
    )
    .returning(['key', 'count', 'resets_at'])
    .execute();
  const over = counted.filter(
    ({ key, count }) => count > (limits.find((limit) => limit.key === key)?.max ?? 0),
  );
  if (over.length > 0)
    throw tooMany(Math.max(...over.map(({ resets_at }) => resets_at.getTime() - at.getTime())));
}

/** Takes the last try back: it succeeded, and only failures should count. */
export async function forgiveAttempt(db: Db, limits: Limit[]): Promise<void> {
  const keys = limits.map(({ key }) => key).toSorted();
  await db
    .updateTable('workspace.attempts')
    .set({ count: sql<number>`greatest(count - 1, 0)` })
    .where('key', 'in', keys)
    .execute();
}

function tooMany(milliseconds: number): TooMany {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  const when = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new TooMany(
    `That was tried too often. Wait ${when}, then try again.`,
    Math.ceil(milliseconds / 1_000),
  );
}
