import type { Source, Stage } from './contact.ts';

/** Which import did it; `undone`: it was taken back, and what it had changed went back. */
export type ImportOrigin = { importId?: string; undone?: true };

declare module '../platform/events.ts' {
  interface EventMap {
    'contact.created': { name: string; source: Source; ownerId?: string; importId?: string };
    'contact.updated': { name: string; companyName?: string; bulkChangeId?: string } & ImportOrigin;
    'contact.stage-moved': {
      name: string;
      from: Stage | null;
      to: Stage;
      /** Of one who went back: why. */
      reason?: string;
      bulkChangeId?: string;
    } & ImportOrigin;
    'contact.assigned': {
      name: string;
      from: string | null;
      to: string | null;
      handoffId?: string;
      bulkChangeId?: string;
    } & ImportOrigin;
    /** Of a bulk change or an import, once it has ended: how many were given to this colleague. */
    'contacts.assigned': { to: string; count: number };
    'contact.deleted': { name: string; importId?: string; bulkChangeId?: string };
    'contact.erased': Record<string, never>;
    'contact.restored': { name: string; bulkChangeId?: string };
  }
}

declare module '../platform/listeners.ts' {
  interface ListenerMap {
    /** These contacts' fields, stage, tags, company, consent … are others than before, or they are new, deleted or restored. */
    'contacts.changed': {
      ids: string[];
      /** Which of their fields, as `changes` names them (`consent`: what they agreed to); left out, it may be anything. */
      fields?: readonly string[];
      /** Those of them who are new and of whom nothing is known but that they were here. */
      visitors?: ReadonlySet<string>;
    };
    /** These visitors, gone → kept, turned out to be somebody: rooms move what hangs on the visitor, who goes next. */
    'contacts.absorbed': { absorbed: Map<string, string> };
    /** `goneId` is one with `keptId` now: rooms move what they keep of it, remembering the merge. */
    'contacts.merged': { mergeId: string; keptId: string; goneId: string };
    /** The merge is undone: what came from `goneId` goes back; what happened since stays with `keptId`. */
    'contacts.unmerged': { mergeId: string; keptId: string; goneId: string };
    /** These people are erased, `ids` with those of whoever became them: rooms forget everything about them, and say for the receipt how much it was. */
    'contacts.erased': { ids: string[]; count: (what: string, rows: number) => void };
  }
}
