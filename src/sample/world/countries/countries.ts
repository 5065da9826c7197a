import type { Country } from './country.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { gb } from './gb.ts';
import { ie } from './ie.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { se } from './se.ts';

/** Where Hallow & Reed sells, with the share of its people. */
export const countries: readonly (readonly [Country, number])[] = [
  [gb, 52],
  [de, 15],
  [fr, 9],
  [nl, 7],
  [es, 6],
  [pl, 4],
  [ie, 4],
  [se, 3],
];

export const home = gb;

/** The regions Moorland FM reaches. */
export const north: ReadonlySet<string> = new Set(['Yorkshire', 'North East', 'North West']);

export const northernCities = gb.cities.filter(({ region }) => north.has(region));
