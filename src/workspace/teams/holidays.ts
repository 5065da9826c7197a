import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, invalidField, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import '../tables.ts';
import '../events.ts';

export async function listHolidays(
  db: Db,
  asked: { from?: string | undefined; to?: string | undefined; teamId?: string | undefined },
) {
  const { from, to, teamId } = asked;
  let holidays = db.selectFrom('workspace.holidays').select(['id', 'date', 'name', 'team_id']);
  if (from) holidays = holidays.where('date', '>=', from);
  if (to) holidays = holidays.where('date', '<=', to);
  if (teamId)
    holidays = holidays.where((eb) => eb.or([eb('team_id', '=', teamId), eb('team_id', 'is', null)]));
  const rows = await holidays.orderBy('date').orderBy('id').limit(2_000).execute();
  return rows.map(({ team_id, ...holiday }) => ({ ...holiday, teamId: team_id }));
}

export async function addHoliday(
  db: Db,
  who: Actor,
  { date, name, teamId }: { date: string; name: string; teamId: string | null },
) {
  return transaction(db, async (trx) => {
    if (teamId) await requireTeam(trx, teamId);
    const added = await trx
      .insertInto('workspace.holidays')
      .values({ id: newId(), date, name, team_id: teamId, created_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw new Conflict(`${date} is a holiday already.`, { field: 'date' });
    const subject = { kind: 'holiday', id: added.id };
    await emit(trx, who, [{ name: 'holiday.added', subject, payload: { name, date, teamId } }]);
    return { id: added.id, date, name, teamId };
  });
}

export async function removeHoliday(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const gone = await trx
      .deleteFrom('workspace.holidays')
      .where('id', '=', id)
      .returning(['name', 'date', 'team_id'])
      .executeTakeFirst();
    if (!gone) throw new NotFound('This holiday does not exist.');
    const payload = { name: gone.name, date: gone.date, teamId: gone.team_id };
    await emit(trx, who, [{ name: 'holiday.removed', subject: { kind: 'holiday', id }, payload }]);
  });
}

async function requireTeam(trx: Db, teamId: string): Promise<void> {
  const found = await trx
    .selectFrom('workspace.teams')
    .select('id')
    .where('id', '=', teamId)
    .executeTakeFirst();
  if (!found) throw invalidField('teamId', 'This team does not exist.');
}
