import type { RecordKind } from './properties.ts';

type AboutProperty = { label: string; recordKind: RecordKind };

declare module '../../platform/events.ts' {
  interface EventMap {
    'property.declared': AboutProperty;
    'property.changed': AboutProperty;
    'property.archived': AboutProperty;
    'property.restored': AboutProperty;
  }
}
