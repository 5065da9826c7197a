/** What was typed and not sent is there again when the same dialog is opened the next time. */
const kept = new Map<string, Record<string, unknown>>();

export function draftOf<V extends Record<string, unknown>>(key: string, fresh: V): V {
  return { ...fresh, ...kept.get(key) };
}

export function keepDraft(key: string, values: Record<string, unknown>): void {
  kept.set(key, values);
}

export function forgetDraft(key: string): void {
  kept.delete(key);
}
