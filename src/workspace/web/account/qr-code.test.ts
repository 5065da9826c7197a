import { expect, test } from 'vitest';
import { qrCode, qrPath } from './qr-code.ts';

/** 'TANDEM', as an independent reader (jsQR) read it, together with texts of every length up to 213 bytes. */
const tandem = `
#######.#.....#######
#.....#.##.#..#.....#
#.###.#....#..#.###.#
#.###.#.#..##.#.###.#
#.###.#..##...#.###.#
#.....#.......#.....#
#######.#.#.#.#######
........##...........
#.##.###......#..#.##
.#.#.#.#....#..#..#..
#..##.###.#.#####..##
####...###..##...#.#.
.########..#.#..#.##.
........##...#....###
#######.#....##.#.#..
#.....#.#.#####..##.#
#.###.#..#.#..####.##
#.###.#.###..#..##.#.
#.###.#.##.#.#....#..
#.....#..#.##.##....#
#######.#####..##....`;

test('draws what a camera reads', () => {
  const rows = qrCode('TANDEM') ?? [];
  expect(rows.map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n')).toBe(tandem.trim());
});

test('grows with the text', () => {
  const sizes = [14, 26, 84, 122, 213].map((length) => qrCode('a'.repeat(length))?.length);
  expect(sizes).toEqual([21, 25, 37, 45, 57]);
});

test('what is too long is left to be shown as text', () => {
  expect(qrCode('a'.repeat(214))).toBeUndefined();
});

test('the path has one square per dark module and a quiet zone of four around', () => {
  expect(
    qrPath([
      [true, false],
      [false, true],
    ]),
  ).toEqual({ path: 'M4 4h1v1h-1zM5 5h1v1h-1z', size: 10 });
});
