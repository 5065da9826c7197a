import { rooms } from '../rooms.ts';
import type { FilterField } from './filter.ts';

/** By what a list can be filtered beside its own fields: what other rooms know about its records. */
export function fieldsFor(noun: string): FilterField[] {
  return rooms.flatMap((room) => room.listFields?.[noun] ?? []);
}
