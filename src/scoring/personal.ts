import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { ListenerMap } from '../platform/listeners.ts';
import type { Headings } from '../platform/personal-data.ts';
import { markForScoring } from './scores.ts';

/** Nothing of these people is left here: neither what they score nor how warm they were. */
export async function forgetPeople(db: Db, { ids, count }: ListenerMap['contacts.erased']): Promise<void> {
  const gone = async (what: string, statement: ReturnType<typeof sql>) =>
    count(what, Number((await statement.execute(db)).numAffectedRows ?? 0));
  const theirs = sql`contact_id = any(${ids}::uuid[])`;
  await gone('Scores', sql`delete from scoring.scores where ${theirs}`);
  await gone('Temperatures', sql`delete from scoring.moves where ${theirs}`);
  await gone('Propensities', sql`delete from scoring.propensities where ${theirs}`);
  await sql`delete from scoring.unforetold where ${theirs}`.execute(db);
  // What is just being scored elsewhere may still write them: soon after, who is no contact has no score.
  await markForScoring(db, ids, 'fit');
}

/** All that is kept here about these people, for the copy they may ask for. */
export async function personalData(db: Db, contactIds: string[]): Promise<Headings> {
  const { rows: scores } = await sql<{ words: Record<string, unknown> }>`
    select json_strip_nulls(json_build_object('Fit', s.fit, 'Temperature', s.temperature, 'Since', s.temperature_since,
      'Asked to be contacted', s.hand_raised_at, 'By version', m.number)) as words
    from scoring.scores as s join scoring.models as m on m.id = s.model_id
    where s.contact_id = any(${contactIds}::uuid[]) and m.state = 'in_force' order by s.contact_id`.execute(
    db,
  );
  const { rows: moves } = await sql<{ words: Record<string, unknown> }>`
    select json_build_object('When', moved_at, 'From', from_temperature, 'To', to_temperature, 'Fit', fit,
      'Engagement', engagement) as words
    from scoring.moves where contact_id = any(${contactIds}::uuid[]) order by moved_at, id`.execute(db);
  const { rows: propensities } = await sql<{ words: Record<string, unknown> }>`
    select json_build_object('Becomes a customer with a probability of', p.probability, 'Within days', m.window_days,
      'By the model trained at', m.trained_at) as words
    from scoring.propensities as p join scoring.propensity_models as m on m.id = p.model_id
    where p.contact_id = any(${contactIds}::uuid[]) order by p.contact_id`.execute(db);
  return {
    Scores: scores.map(({ words }) => words),
    Temperatures: moves.map(({ words }) => words),
    Propensities: propensities.map(({ words }) => words),
  };
}
