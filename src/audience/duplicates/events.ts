import type { Named } from '../merge/events.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    /** Somebody said that this contact is not the same person as `from`; with `again` that this is to be asked again. */
    'contact.told-apart': { name: string; from: Named; again?: true };
  }
}
