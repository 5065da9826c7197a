/** A job that was running has no worker any more where the backup is restored: there it waits again. */
const instead: Record<string, Record<string, string>> = {
  'graphile_worker._private_jobs': { locked_at: 'null', locked_by: 'null' },
  'graphile_worker._private_job_queues': { locked_at: 'null', locked_by: 'null' },
};

/** The query whose rows are the table's part of a backup. */
export function selection(table: string, columns: string[]): string {
  const expressions = columns.map((column) => instead[table]?.[column] ?? `t.${column}`);
  return `select ${expressions.join(', ')} from ${table} t`;
}
