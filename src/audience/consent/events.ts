import type { ConsentChannel } from './consent.ts';

type Answer = { purpose: string; channel: ConsentChannel; source: string };

declare module '../../platform/events.ts' {
  interface EventMap {
    'consent.given': Answer;
    'consent.withdrawn': Answer;
    'consent-purpose.created': { label: string };
    'consent-purpose.changed': { label: string };
  }
}
