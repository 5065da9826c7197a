import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import type { Retention } from './contract.ts';
import './events.ts';
import { forgetLines } from './lines.ts';
import { dayOf, lineAt, type Rules } from './rule.ts';
import './tables.ts';

export async function readRetention(db: Db): Promise<Retention> {
  const row = await db.selectFrom('touchpoints.retention').selectAll().executeTakeFirstOrThrow();
  return {
    web: row.web_months,
    others: row.others_months,
    visitors: row.visitors_months,
    // Before anybody has decided anything, nobody did.
    changed: row.changed_by_name === null ? null : { at: row.changed_at, by: row.changed_by_name },
  };
}

/** From now on so much is kept; what is older goes with the next nights. */
export async function setRetention(db: Db, who: Actor, rules: Rules): Promise<Retention> {
  const retention = await transaction(db, async (trx) => {
    const row = await trx
      .selectFrom('touchpoints.retention')
      .selectAll()
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before: Rules = { web: row.web_months, others: row.others_months, visitors: row.visitors_months };
    const changes = changesBetween(before, rules);
    if (Object.keys(changes).length === 0) return readRetention(trx);
    await trx
      .updateTable('touchpoints.retention')
      .set({
        web_months: rules.web,
        others_months: rules.others,
        visitors_months: rules.visitors,
        web_swept_before: stillSwept(row.web_swept_before, rules.web),
        others_swept_before: stillSwept(row.others_swept_before, rules.others),
        changed_at: now(),
        changed_by_id: who.id,
        changed_by_name: who.name,
      })
      .execute();
    const subject = { kind: 'retention', id: row.id };
    await emit(trx, who, [
      { name: 'retention.updated', subject, payload: { name: 'retention rules' }, changes },
    ]);
    return readRetention(trx);
  });
  forgetLines(db);
  return retention;
}

/** What may be taken in again will have to be looked through again, should the rule become strict once more. */
function stillSwept(before: string | null, months: number | null): string | null {
  const line = lineAt(months, now());
  if (line === null || before === null) return null;
  return dayOf(line) < before ? dayOf(line) : before;
}
