/** The name a tag had, and the one it has. */
export type Respelled = { from: string; to: string };

declare module '../../platform/events.ts' {
  interface EventMap {
    'tag.renamed': Respelled;
    /** `from` is one with `to` now, which was there already. */
    'tag.merged': Respelled;
    'tag.deleted': { from: string };
  }
}

declare module '../../platform/listeners.ts' {
  interface ListenerMap {
    /** The tag has another name, or is one with another; what names it must name that. */
    'tags.renamed': { from: string; to: string };
    /** The tag is about to go: whoever needs it throws `Conflict`. */
    'tags.deleting': { name: string };
  }
}
