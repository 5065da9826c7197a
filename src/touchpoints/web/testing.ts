import type { Touchpoint } from './touchpoints.ts';

/** A page view on 20 November, unless said otherwise. */
export function touch(fields: Partial<Touchpoint> = {}): Touchpoint {
  return {
    id: 'a',
    contactId: 'nora',
    occurredAt: '2026-11-20T10:00:00.000Z',
    kind: 'page_view',
    name: null,
    channel: null,
    campaign: null,
    campaignId: null,
    team: 'marketing',
    actor: null,
    value: null,
    currency: null,
    properties: {},
    source: { id: 'web', name: 'Shop' },
    originId: null,
    ...fields,
  };
}
