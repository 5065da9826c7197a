/** A change of a field, as the audit log has it. */
export type Change = { field: string; at: Date; from: unknown; to: unknown };

/** What stood there at a moment: what the first change since found, or what stands there now. `changes` are oldest first. */
export function valueAt(changes: readonly Change[], field: string, at: Date, present: unknown): unknown {
  const next = changes.find((change) => change.field === field && change.at > at);
  return next ? next.from : present;
}

/** What stood there at a moment as far as the log shows that it was set by then; otherwise nothing. */
export function valueSince(changes: readonly Change[], field: string, at: Date): unknown {
  return changes.findLast((change) => change.field === field && change.at <= at)?.to ?? null;
}
