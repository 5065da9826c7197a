import type { ColleagueName } from './colleague.ts';
import { north } from './countries/countries.ts';
import { weighted, type Dice } from './dice.ts';
import type { Line } from './lines.ts';

/** Who looks after whom: the reps of the drawn people, and the rules by which the workspace routes from then on. */
export const territories = {
  chains: { name: 'Chains of shops', reps: { marcus: 3, jonas: 2 } },
  abroad: { name: 'Abroad', reps: { dele: 7, hanna: 3 } },
  north: { name: 'The North and Scotland', reps: { hanna: 2, jonas: 1 } },
  home: { name: 'The rest of Great Britain, and Ireland', reps: { jonas: 1, dele: 1, hanna: 1 } },
} as const satisfies Record<string, { name: string; reps: Partial<Record<ColleagueName, number>> }>;

export type TerritoryName = keyof typeof territories;

export const northernRegions: readonly string[] = [...north, 'Scotland'];
export const homeCountries: readonly string[] = ['GB', 'IE'];

type Place = { line: Line; region: string; country: string };

export function territoryOf({ line, region, country }: Place): TerritoryName {
  if (line === 'retail') return 'chains';
  if (!homeCountries.includes(country)) return 'abroad';
  return northernRegions.includes(region) ? 'north' : 'home';
}

export function repFor(roll: Dice, place: Place): ColleagueName {
  return weighted(roll, Object.entries(territories[territoryOf(place)].reps) as [ColleagueName, number][]);
}
