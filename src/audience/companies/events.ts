import type { ImportOrigin } from '../events.ts';

/** What somebody is to a company from then on; no roles: nothing any more. */
export type RolesChanged = { name: string; roles: string[] };

declare module '../../platform/events.ts' {
  interface EventMap {
    'company.created': { name: string; ownerId?: string; importId?: string };
    'company.updated': { name: string; bulkChangeId?: string } & ImportOrigin;
    'company.assigned': { name: string; from: string | null; to: string | null; bulkChangeId?: string };
    'company.deleted': { name: string; importId?: string; bulkChangeId?: string };
    'company.restored': { name: string; bulkChangeId?: string };
    'company.erased': Record<string, never>;
    'company.roles-changed': RolesChanged & { contactId: string };
    'contact.roles-changed': RolesChanged & { companyId: string; companyName: string };
  }
}
