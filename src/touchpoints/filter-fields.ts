import type { FilterFields } from '../platform/filters.ts';

const rows = { of: 'c.id', select: 'a.contact_id', from: 'touchpoints.activity as a' };

/** By what lists of contacts can be filtered because of what happened with them. */
export const contactFilterFields: FilterFields = {
  lastTouchAt: { type: 'date', expression: 'a.last_touch_at', indexedDay: 'a.last_day', rows },
  lastChannel: { type: 'choice', expression: 'a.last_channel', rows },
  cameBackAt: { type: 'date', expression: 'a.came_back_at', rows },
};
