import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import type { Subscriber } from '../../platform/outbox.ts';
import { goRound, type Rounds } from '../../platform/rounds.ts';
import { foretellNext, foretoldStages } from './foretelling.ts';

/** Somebody is foretold anew after so long at the latest; in between, nobody waits for it. */
const REST_MS = 5_000;
/** Between two batches, so that whoever reads and writes meanwhile has the machine to themselves as well. */
const BREATH_MS = 250;

/** Keeps everybody's probability, for as long as the work side runs. */
export function keepPropensities({ db, log }: { db: Db; log: Log }): Rounds {
  return goRound({
    round: async () => ((await foretellNext(db)) > 0 ? BREATH_MS : REST_MS),
    gatherMs: BREATH_MS,
    failed: (error) => log.error({ err: error }, 'nobody can be foretold at the moment; trying again'),
  });
}

/** Whoever did something, or became another, is foretold anew: noted after the commit, so that no intake waits for it. */
export const learntWatch: Subscriber = {
  name: 'scoring.propensity',
  events: [
    'touchpoint.recorded',
    'contact.created',
    'contact.updated',
    'contact.stage-moved',
    'contact.roles-changed',
    'contact.restored',
  ],
  handle: (db, events) =>
    noteLearnt(
      db,
      events.flatMap(({ subject_id: id }) => id ?? []),
    ),
};

/** Of these, those who are foretold, or were; without a model nobody is. */
export async function noteLearnt(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    insert into scoring.unforetold (contact_id)
    select c.id from audience.contacts as c
    where c.id = any(${[...new Set(ids)]}::uuid[])
      and exists (select from scoring.propensity_models where replaced_at is null)
      and (c.stage = any(${foretoldStages}::text[])
        or exists (select from scoring.propensities as p where p.contact_id = c.id))
    order by c.id on conflict (contact_id) do nothing`.execute(db);
}
