import type { Named } from '../../merge/events.ts';

declare module '../../../platform/events.ts' {
  interface EventMap {
    /** Of both: `into` is set on the one that is gone, `from` on the one that was kept. */
    'company.merged': { name: string; mergeId: string; into?: Named; from?: Named };
    'company.unmerged': { name: string; mergeId: string; into?: Named; from?: Named };
  }
}

declare module '../../../platform/listeners.ts' {
  interface ListenerMap {
    /** `goneId` is one company with `keptId` now: rooms move what they keep of it, remembering the merge. Its people follow by themselves. */
    'companies.merged': { mergeId: string; keptId: string; goneId: string };
    /** The merge is undone: what came from `goneId` goes back; what happened since stays with `keptId`. */
    'companies.unmerged': { mergeId: string; keptId: string; goneId: string };
    /** Somebody thinks about merging these companies: rooms say how much of what would move with each. */
    'companies.weighed': { ids: string[]; count: (companyId: string, what: string, rows: number) => void };
  }
}
