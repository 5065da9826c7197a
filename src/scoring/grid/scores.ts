import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { modelInForce } from '../known-models.ts';
import { engagementOf, gradeOf } from '../score.ts';
import type { ShownScore } from './contract.ts';

/** What a list shows of many contacts at once; of those `who` may not see, nothing. */
export async function scoresOf(db: Db, who: Actor, ids: string[]): Promise<{ items: ShownScore[] }> {
  const { id, document } = await modelInForce(db);
  const rows = await db
    .selectFrom('scoring.scores as s')
    .innerJoin('audience.contacts as c', 'c.id', 's.contact_id')
    .leftJoin('scoring.propensities as p', 'p.contact_id', 's.contact_id')
    .where('s.contact_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('s.model_id', '=', id)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select([
      's.contact_id as contactId',
      's.temperature',
      's.fit',
      's.heats',
      's.heat_at as heatAt',
      'p.probability as propensity',
    ])
    .execute();
  const at = now();
  return {
    items: rows.map(({ contactId, temperature, fit, heats, heatAt, propensity }) => ({
      propensity,
      contactId,
      temperature,
      fit,
      grade: gradeOf(fit, document.fit.grades),
      engagement: engagementOf({ heats, heatAt }, document.groups, at),
    })),
  };
}
