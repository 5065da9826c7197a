import type { Db } from './db.ts';

/** Everything a room keeps about these people, in words: heading → rows. */
export type PersonalData = (db: Db, contactIds: string[]) => Promise<Headings>;
export type Headings = Record<string, Record<string, unknown>[]>;

let keeping: PersonalData[] = [];

/** Who keeps something about people, in the order of the copy they may ask for. `rooms.ts` says it once. */
export function keepers(all: PersonalData[]): void {
  keeping = all;
}

export async function collectPersonalData(db: Db, contactIds: string[]): Promise<Headings> {
  const collected: Headings = {};
  for (const keeper of keeping) Object.assign(collected, await keeper(db, contactIds));
  return collected;
}
