import { sql, type Selectable } from 'kysely';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Examples } from './examples.ts';
import type { Finished } from './learning.ts';
import type { PropensityModelsTable } from './tables.ts';

export type InUse = Selectable<PropensityModelsTable>;

const WINDOW_DAYS = 90;

/** The one that is used; null while there is none. */
export async function findModel(db: Db): Promise<InUse | null> {
  const model = await db
    .selectFrom('scoring.propensity_models')
    .selectAll()
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return model ?? null;
}

export async function findLastTraining(db: Db) {
  const training = await db
    .selectFrom('scoring.propensity_trainings')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return training ?? null;
}

/** As it was chosen last. */
export async function windowOf(db: Db): Promise<number> {
  return (await findLastTraining(db))?.window_days ?? WINDOW_DAYS;
}

type Training = { windowDays: number; found: Examples } & (
  | { refused: string }
  | { finished: Finished; rival: InUse | null }
);

/** Keeps how a training went, and its model where it is better. Answers the sentence. */
export async function keepTraining(db: Db, training: Training): Promise<string> {
  return transaction(db, async (trx) => {
    const { outcome, words } = verdictOf(training);
    if (outcome === 'took_over' && 'finished' in training) await takeOver(trx, training);
    const { windowDays, found } = training;
    await trx
      .insertInto('scoring.propensity_trainings')
      .values({
        id: newId(),
        outcome,
        words,
        window_days: windowDays,
        examples: found.examples.length,
        customers: found.customers,
        at: now(),
      })
      .execute();
    return words;
  });
}

type Verdict = { outcome: 'took_over' | 'kept' | 'refused'; words: string };

function verdictOf(training: Training): Verdict {
  if ('refused' in training) return { outcome: 'refused', words: training.refused };
  const { finished, rival } = training;
  const auc = finished.checked.held.auc.auc;
  const said = (value: number) => value.toFixed(value > 0.995 ? 3 : 2);
  if (rival === null || finished.rivalAuc === null)
    return { outcome: 'took_over', words: `Trained a new model: ${said(auc)} on the newest cut-off.` };
  const [ours, theirs] = [said(finished.rivalAuc), said(auc)];
  const day = rival.trained_at.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return auc > finished.rivalAuc
    ? { outcome: 'took_over', words: `Took over from the model of ${day}: ${theirs} against ${ours}.` }
    : { outcome: 'kept', words: `Kept the model of ${day}: ${ours} against ${theirs}.` };
}

async function takeOver(
  db: Db,
  { windowDays, found, finished }: Extract<Training, { finished: Finished }>,
): Promise<void> {
  const at = now();
  await db
    .updateTable('scoring.propensity_models')
    .set({ replaced_at: at })
    .where('replaced_at', 'is', null)
    .execute();
  await db
    .insertInto('scoring.propensity_models')
    .values({
      id: newId(),
      window_days: windowDays,
      trained_at: at,
      contacts: found.contacts,
      examples: found.examples.length,
      customers: found.customers,
      oldest_cut_off: found.cutOffs.at(-1) ?? at,
      newest_cut_off: found.cutOffs[0] ?? at,
      sampled: found.share,
      model: JSON.stringify(finished.model),
      trial: JSON.stringify(finished.trial),
      checked: JSON.stringify(finished.checked),
    })
    .execute();
}

/** What was learnt since then was learnt from people who never were: it goes, and the model of before is used again. */
export async function forgetTraining(db: Db, since: Date): Promise<void> {
  const gone = await db
    .deleteFrom('scoring.propensity_models')
    .where('trained_at', '>=', since)
    .returning('id')
    .execute();
  await db.deleteFrom('scoring.propensity_trainings').where('at', '>=', since).execute();
  await db.deleteFrom('scoring.rule_worths').where('measured_at', '>=', since).execute();
  if (gone.length === 0) return;
  await db
    .deleteFrom('scoring.propensities')
    .where(
      'model_id',
      'in',
      gone.map(({ id }) => id),
    )
    .execute();
  await sql`
    update scoring.propensity_models set replaced_at = null, foretold_up_to = null, foretold_at = null where id =
      (select id from scoring.propensity_models order by trained_at desc limit 1)`.execute(db);
}
