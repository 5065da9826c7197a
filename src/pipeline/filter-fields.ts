import type { FilterFields } from '../platform/filters.ts';

const rows = {
  of: 'c.id',
  select: 'd.contact_id',
  from: '(select contact_id, stage, closed_at from pipeline.deals where deleted_at is null) as d',
};
const wins = {
  ...rows,
  from: `(select contact_id, closed_at from pipeline.deals where deleted_at is null and stage = 'won') as d`,
};

/** By what lists of contacts can be filtered because of the deals with them. */
export const contactFilterFields: FilterFields = {
  dealStage: { type: 'choice', expression: 'd.stage', rows },
  dealWonAt: { type: 'date', expression: 'd.closed_at', rows: wins },
};
