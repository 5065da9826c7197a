import type { NewEvent } from '../platform/events.ts';
import type { Row } from './rows.ts';
import type { SourceKind } from './source.ts';

declare module '../platform/events.ts' {
  interface EventMap {
    /** What a batch brought for one contact: how many of which kind, on which channels, from when to when. */
    'touchpoint.recorded': {
      count: number;
      kinds: Record<string, number>;
      channels: string[];
      from: string;
      to: string;
      sourceId: string;
    };
    'source.created': { name: string; kind: SourceKind };
    'source.revoked': { name: string };
    'touchpoint-kind.declared': { kind: string; label: string };
  }
}

declare module '../platform/listeners.ts' {
  interface ListenerMap {
    /** Just stored, and counted in what their contacts' touchpoints add up to. What was a duplicate is not among them. */
    'touchpoints.recorded': { touchpoints: Row[] };
    /** Some touchpoints of these contacts are there no more: an import was undone. */
    'touchpoints.removed': { contactIds: string[] };
  }
}

/** One event a contact and batch: a thousand page views of one visitor are no thousand pieces of news. */
export function recordedEvents(rows: Row[]): NewEvent[] {
  const perContact = Map.groupBy(rows, ({ contactId }) => contactId);
  return [...perContact].map(([id, touched]) => {
    const times = touched.map(({ occurredAt }) => occurredAt.getTime());
    const kinds: Record<string, number> = {};
    for (const { kind } of touched) kinds[kind] = (kinds[kind] ?? 0) + 1;
    const payload = {
      count: touched.length,
      kinds,
      channels: [...new Set(touched.flatMap(({ channel }) => channel ?? []))],
      from: new Date(Math.min(...times)).toISOString(),
      to: new Date(Math.max(...times)).toISOString(),
      sourceId: touched[0]?.sourceId ?? '',
    };
    return { name: 'touchpoint.recorded', subject: { kind: 'contact', id }, payload };
  });
}
