import { queryOptions } from '@tanstack/react-query';
import type { Score as Answer } from '../../../scoring/contract.ts';
import { api } from '../../../web/api.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';

/** The score as it is now; none while there is no model. */
export function scoreQuery(contactId: string) {
  return queryOptions({
    queryKey: ['contact', contactId, 'score'],
    queryFn: ({ signal }) => api.get<Wire<Answer>>(`/api/contacts/${contactId}/score`, { signal }),
    retry: false,
  });
}
