import type { LostReason } from './deal.ts';

type Named = { name: string };
/** What is won, or was lost: for whoever adds up. */
type Worth = {
  amount: number | null;
  currency: string | null;
  ownerId: string | null;
  contactId: string | null;
  handoffId: string | null;
};

declare module '../platform/events.ts' {
  interface EventMap {
    'deal.opened': Named & Worth;
    'deal.updated': Named;
    'deal.assigned': Named & { from: string | null; to: string | null };
    'deal.won': Named & Worth;
    'deal.lost': Named & Worth & { reason: LostReason };
    'deal.reopened': Named & Worth;
    'deal.deleted': Named;
    'deal.restored': Named;
    'deal.erased': Record<string, never>;
  }
}
