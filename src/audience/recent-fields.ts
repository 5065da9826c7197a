import type { FilterFields } from '../platform/filters.ts';
import { importedFields } from './import/imported-fields.ts';

/** What happened to contacts of late, for lists; what they are stands in selection.ts. */
export const recentFields: FilterFields = {
  ...importedFields('contact'),
  stageMovedAt: {
    type: 'date',
    expression: 'm.moved_at',
    rows: {
      of: 'c.id',
      select: 'm.contact_id',
      // What came in at a stage did not move.
      from: '(select contact_id, moved_at from audience.stage_moves where from_stage is not null) as m',
    },
  },
  mergedAt: {
    type: 'date',
    expression: 'm.merged_at',
    rows: {
      of: 'c.id',
      select: 'm.kept_id',
      from: '(select kept_id, merged_at from audience.merges where unmerged_at is null) as m',
    },
  },
};
