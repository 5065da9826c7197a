declare module '../../platform/events.ts' {
  interface EventMap {
    'retention.updated': { name: string };
    /** What a night's work deleted; nothing is said of a night without. */
    'retention.applied': { name: string; touchpoints: number; months: number; visitors: number };
  }
}
