import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { given } from '../given.ts';
import '../tables.ts';
import '../events.ts';

export type WorkspaceChange = {
  name?: string | undefined;
  currency?: string | undefined;
  timeZone?: string | undefined;
  locale?: string | undefined;
  weekStartsOn?: number | undefined;
};

export async function readSettings(db: Db) {
  const row = await db.selectFrom('workspace.settings').selectAll().executeTakeFirst();
  if (!row) throw new NotFound('This Tandem has not been set up yet.');
  return {
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    locale: row.locale,
    weekStartsOn: row.week_starts_on,
  };
}

export async function changeSettings(db: Db, who: Actor, change: WorkspaceChange) {
  return transaction(db, async (trx) => {
    const { id } = await trx
      .selectFrom('workspace.settings')
      .select('id')
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = await readSettings(trx);
    const after = { ...before, ...given(change) };
    const { timeZone: time_zone, weekStartsOn: week_starts_on, ...same } = after;
    await trx
      .updateTable('workspace.settings')
      .set({ ...same, time_zone, week_starts_on, updated_at: now() })
      .execute();
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length > 0)
      await emit(trx, who, [
        {
          name: 'workspace.updated',
          subject: { kind: 'workspace', id },
          payload: { name: after.name },
          changes,
        },
      ]);
    return after;
  });
}
