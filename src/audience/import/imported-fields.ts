import type { FilterFields } from '../../platform/filters.ts';

/** Whom an import brought in, whom it changed, and both: for their lists. What was taken back is neither. */
export function importedFields(kind: 'contact' | 'company'): FilterFields {
  const changes = (which = '') => ({
    type: 'user' as const,
    expression: 'i.import_id',
    rows: {
      of: 'c.id',
      select: 'i.record_id',
      from: `(select import_id, record_id from audience.import_changes
        where record_kind = '${kind}' and undone_at is null ${which}) as i`,
    },
  });
  return {
    importId: changes(),
    importCreated: changes('and before is null'),
    importUpdated: changes('and before is not null'),
  };
}
