import { expect, test } from 'vitest';
import { jaro, jaroWinkler } from './jaro-winkler.ts';

/** The values every paper and library gives (Winkler 1990, 2006). */
test.each([
  ['MARTHA', 'MARHTA', 0.944, 0.961],
  ['DIXON', 'DICKSONX', 0.767, 0.813],
  ['DWAYNE', 'DUANE', 0.822, 0.84],
  ['JELLYFISH', 'SMELLYFISH', 0.896, 0.896],
  ['CRATE', 'TRACE', 0.733, 0.733],
  ['ABC', 'XYZ', 0, 0],
  ['', 'A', 0, 0],
  ['NORA', 'NORA', 1, 1],
])('%s and %s', (one, other, plain, boosted) => {
  expect(jaro(one, other)).toBeCloseTo(plain, 3);
  expect(jaroWinkler(one, other)).toBeCloseTo(boosted, 3);
  expect(jaroWinkler(other, one)).toBe(jaroWinkler(one, other));
});
