import type { Source, Stage } from './contact.ts';

declare module '../platform/events.ts' {
  interface EventMap {
    'contact.created': { name: string; source: Source; ownerId?: string; importId?: string };
    'contact.updated': { name: string; importId?: string; bulkChangeId?: string };
    'contact.stage-moved': {
      name: string;
      from: Stage | null;
      to: Stage;
      importId?: string;
      bulkChangeId?: string;
    };
    'contact.assigned': { name: string; from: string | null; to: string | null; bulkChangeId?: string };
    /** Of a bulk change, once it has ended: how many were given to this colleague. */
    'contacts.assigned': { to: string; count: number };
    'contact.deleted': { name: string; bulkChangeId?: string };
    'contact.erased': Record<string, never>;
    'contact.restored': { name: string; bulkChangeId?: string };
  }
}
