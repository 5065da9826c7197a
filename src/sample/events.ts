declare module '../platform/events.ts' {
  interface EventMap {
    'sample.begun': { contacts: number };
    'sample.loaded': { contacts: number; touchpoints: number };
    'sample.removed': { contacts: number };
  }
}
