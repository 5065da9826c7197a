import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { Likeliest } from './contract.ts';

/** From which propensity on there are so many people `who` may see: what opens them as a list. */
export async function likeliestOf(db: Db, who: Actor, people: number): Promise<Likeliest> {
  const likeliest = db
    .selectFrom('scoring.propensities as p')
    .innerJoin('audience.contacts as c', 'c.id', 'p.contact_id')
    .where('c.deleted_at', 'is', null)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select('p.probability')
    .orderBy('p.probability', 'desc')
    .limit(people);
  const found = await db
    .selectFrom(likeliest.as('l'))
    .select(({ fn }) => [fn.min('l.probability').as('least'), fn.countAll<number>().as('people')])
    .executeTakeFirst();
  const { people: count = 0, least = null } = found ?? {};
  // In hundredths of a per cent, as a person would read and write it: who is so near to the last one, is of them.
  return { people: count, atLeast: least === null ? null : Math.floor(10_000 * least) / 100 };
}
