import type { SegmentKind } from './tables.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    /** Of a contact; `name` is the segment's. */
    'segment.entered': { segmentId: string; name: string };
    'segment.left': { segmentId: string; name: string };
    'segment.created': { name: string; kind: SegmentKind };
    'segment.updated': { name: string };
    'segment.archived': { name: string };
    'segment.restored': { name: string };
    /** All members were found anew: how many there are, and how many of them came or went by it. */
    'segment.built': { name: string; version: number; members: number; entered: number; left: number };
    /** Its members cannot be kept at the moment, and why. */
    'segment.paused': { name: string; problem: string };
    'segment.picked': { name: string; count: number; changeId: string };
    'segment.unpicked': { name: string; count: number; changeId: string };
  }
}
