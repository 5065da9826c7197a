import { system, type Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { Deal, NewDeal } from './contract.ts';
import { createDeal } from './deals.ts';

/** An open deal of nobody's, unless said otherwise. */
export function makeDeal(db: Db, fields: Partial<NewDeal> = {}, who: Actor = system): Promise<Deal> {
  return createDeal(db, who, { name: 'Spring range', ...fields });
}

/** What stands on a contact's line about deals, oldest first. */
export function dealTouches(db: Db, contactId: string) {
  return db
    .selectFrom('touchpoints.touchpoints')
    .select(['kind', 'name', 'value', 'currency', 'team', 'properties'])
    .where('contact_id', '=', contactId)
    .where('kind', 'in', ['deal_opened', 'deal_won', 'deal_lost'])
    .orderBy('received_at')
    .orderBy('occurred_at')
    .execute();
}
