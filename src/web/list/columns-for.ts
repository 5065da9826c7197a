import { rooms } from '../rooms.ts';
import type { Column } from './columns.ts';

/** What a list shows beside its own columns: what other rooms know about its records. */
export function columnsFor(noun: string): Column<{ id: string }>[] {
  return rooms.flatMap((room) => room.listColumns?.[noun] ?? []);
}
