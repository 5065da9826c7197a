import type { Room } from '../platform/room.ts';
import { dealConditions } from './conditions.ts';
import { searchDeals } from './deal-list.ts';
import './events.ts';
import { contactFilterFields } from './filter-fields.ts';
import { jobs } from './jobs.ts';
import { notices } from './notices.ts';
import { listeners, personalData } from './people.ts';
import { readableDeals } from './reading.ts';
import { routes } from './routes.ts';
import './tables.ts';

export { loseDeal, reopenDeal, winDeal } from './closing.ts';
export { createDeal } from './deals.ts';

/** Deals: what sales may win. */
export const pipeline: Room = {
  name: 'pipeline',
  routes,
  jobs,
  listeners: [listeners],
  filterFields: { contacts: contactFilterFields },
  conditions: [dealConditions],
  personalData,
  search: searchDeals,
  notices,
  subjectKinds: { deal: { permission: 'deals.read', mayRead: readableDeals } },
};
