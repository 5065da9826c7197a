export type Named = { id: string; name: string };

declare module '../../platform/events.ts' {
  interface EventMap {
    /** Of both: `into` is set on the one that is gone, `from` on the one that was kept. */
    'contact.merged': { name: string; mergeId: string; into?: Named; from?: Named };
    'contact.unmerged': { name: string; mergeId: string; into?: Named; from?: Named };
  }
}
