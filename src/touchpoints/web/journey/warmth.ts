import { queryOptions } from '@tanstack/react-query';
import { rooms } from '../../../web/rooms.ts';

/** How warm somebody was, as far as a room further down the journey can tell. */
export function warmthQuery(contactId: string) {
  const teller = rooms.find(({ warmth }) => warmth !== undefined)?.warmth;
  return queryOptions({
    queryKey: teller?.queryKey(contactId) ?? ['contact', contactId, 'warmth'],
    queryFn: () => teller?.fetch(contactId) ?? null,
    enabled: teller !== undefined,
    retry: false,
  });
}
