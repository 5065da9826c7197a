/**
 * A QR code (ISO/IEC 18004, bytes, error correction M, versions 1 to 10) as rows of dark and light. Drawn here so
 * that the secret inside it is shown to no one but the person who looks at the screen.
 */

type Grid = { size: number; dark: boolean[][]; fixed: boolean[][] };

const checkBytesPerBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Undefined when the text is too long for version 10 (213 bytes): show it as text then. */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version =
    blocks.findIndex((_, index) => bitsNeeded(bytes, index + 1) <= dataBytes(index + 1) * 8) + 1;
  if (version === 0) return undefined;
  const words = withCheckBytes(dataWords(bytes, version), version);
  const candidates = masks.map((mask, index) => {
    const grid = emptyGrid(version);
    drawFormat(grid, index);
    drawWords(grid, words, mask);
    return grid.dark;
  });
  return candidates.toSorted((one, other) => penalty(one) - penalty(other))[0];
}

/** The dark squares as one SVG path, four squares of quiet zone around. */
export function qrPath(rows: boolean[][]): { path: string; size: number } {
  const squares = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : [])),
  );
  return { path: squares.join(''), size: rows.length + 8 };
}

function bitsNeeded(bytes: Uint8Array, version: number): number {
  return 4 + (version < 10 ? 8 : 16) + bytes.length * 8;
}

function dataBytes(version: number): number {
  return rawBytes(version) - at(checkBytesPerBlock, version - 1) * at(blocks, version - 1);
}

function rawBytes(version: number): number {
  const aligned = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const alignment = version === 1 ? 0 : (25 * aligned - 10) * aligned - 55;
  return Math.floor(((16 * version + 128) * version + 64 - alignment - (version >= 7 ? 36 : 0)) / 8);
}

function dataWords(bytes: Uint8Array, version: number): number[] {
  const capacity = dataBytes(version) * 8;
  const length = bytes.length.toString(2).padStart(version < 10 ? 8 : 16, '0');
  let bits = `0100${length}${[...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')}`;
  bits += '0'.repeat(Math.min(4, capacity - bits.length));
  bits += '0'.repeat((8 - (bits.length % 8)) % 8);
  const words = (bits.match(/.{8}/g) ?? []).map((word) => Number.parseInt(word, 2));
  for (let pad = 0xec; words.length < capacity / 8; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Split into blocks, each followed by its Reed-Solomon check bytes, and interleaved. */
function withCheckBytes(words: number[], version: number): number[] {
  const count = at(blocks, version - 1);
  const check = at(checkBytesPerBlock, version - 1);
  const short = Math.floor(words.length / count);
  const longFrom = count - (words.length % count);
  const divisor = generator(check);
  let start = 0;
  const parts = Array.from({ length: count }, (_, index) => {
    const data = words.slice(start, start + short + (index < longFrom ? 0 : 1));
    start += data.length;
    return { data, check: remainder(data, divisor) };
  });
  const columns = (length: number) => Array.from({ length }, (_, column) => column);
  return [
    ...columns(short + 1).flatMap((column) => parts.flatMap(({ data }) => data[column] ?? [])),
    ...columns(check).flatMap((column) => parts.map((part) => at(part.check, column))),
  ];
}

function generator(degree: number): number[] {
  let result = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let round = 0; round < degree; round += 1) {
    const factor = root;
    result = result.map((value, index) => multiply(value, factor) ^ (result[index + 1] ?? 0));
    root = multiply(root, 2);
  }
  return result;
}

function remainder(data: number[], divisor: number[]): number[] {
  let result = divisor.map(() => 0);
  for (const word of data) {
    const factor = word ^ at(result, 0);
    result = divisor.map((value, index) => (result[index + 1] ?? 0) ^ multiply(value, factor));
  }
  return result;
}

/** In GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1. */
function multiply(x: number, y: number): number {
  let result = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    result = (result << 1) ^ ((result >>> 7) * 0x11d);
    result ^= ((y >>> bit) & 1) * x;
  }
  return result;
}

function emptyGrid(version: number): Grid {
  const size = version * 4 + 17;
  const rows = () => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const grid = { size, dark: rows(), fixed: rows() };
  for (let i = 0; i < size; i += 1) {
    put(grid, 6, i, i % 2 === 0);
    put(grid, i, 6, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawSquare(grid, x, y, 4);
  const places = alignmentPlaces(version, size);
  const last = places.length - 1;
  places.forEach((x, i) =>
    places.forEach((y, j) => {
      const onFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!onFinder) drawSquare(grid, x, y, 2);
    }),
  );
  if (version >= 7) drawVersion(grid, version);
  return grid;
}

function alignmentPlaces(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const later = Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step);
  return [6, ...later.toReversed()];
}

/** A finder (radius 4, with its light border) or an alignment pattern (radius 2): rings of dark and light. */
function drawSquare(grid: Grid, x: number, y: number, radius: 2 | 4): void {
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      put(grid, x + dx, y + dy, radius === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
    }
  }
}

function drawFormat(grid: Grid, mask: number): void {
  // Error correction M is written as 00, so the five bits are the mask's number.
  const bits = ((mask << 10) | bch(mask, 10, 0x537)) ^ 0x5412;
  const bit = (index: number) => ((bits >>> index) & 1) === 1;
  const { size } = grid;
  for (let i = 0; i < 8; i += 1) {
    put(grid, 8, i < 6 ? i : i + 1, bit(i));
    put(grid, size - 1 - i, 8, bit(i));
  }
  put(grid, 7, 8, bit(8));
  for (let i = 9; i < 15; i += 1) put(grid, 14 - i, 8, bit(i));
  for (let i = 8; i < 15; i += 1) put(grid, 8, size - 15 + i, bit(i));
  put(grid, 8, size - 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  const bits = (version << 12) | bch(version, 12, 0x1f25);
  for (let i = 0; i < 18; i += 1) {
    const far = grid.size - 11 + (i % 3);
    const near = Math.floor(i / 3);
    put(grid, far, near, ((bits >>> i) & 1) === 1);
    put(grid, near, far, ((bits >>> i) & 1) === 1);
  }
}

function bch(value: number, bits: number, divisor: number): number {
  let rest = value;
  for (let i = 0; i < bits; i += 1) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * divisor);
  return rest;
}

/** Up and down in columns of two from the right, around everything that is fixed. */
function drawWords(grid: Grid, words: number[], mask: (x: number, y: number) => boolean): void {
  let index = 0;
  for (const { x, y } of zigzag(grid)) {
    const word = words[index >>> 3] ?? 0;
    at(grid.dark, y)[x] = (((word >>> (7 - (index & 7))) & 1) === 1) !== mask(x, y);
    index += 1;
  }
}

function zigzag({ size, fixed }: Grid): { x: number; y: number }[] {
  const rights = Array.from({ length: (size - 1) / 2 }, (_, index) => size - 1 - index * 2);
  return rights
    .flatMap((right, index) => {
      const column = right <= 6 ? right - 1 : right;
      const rows = Array.from({ length: size }, (_, row) => (index % 2 === 0 ? size - 1 - row : row));
      return rows.flatMap((y) => [
        { x: column, y },
        { x: column - 1, y },
      ]);
    })
    .filter(({ x, y }) => !fixed[y]?.[x]);
}

/** How hard it is for a camera: long runs, blocks, look-alike finders, and more dark than light. */
function penalty(rows: boolean[][]): number {
  const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))].map((line) =>
    line.map((dark) => (dark ? '1' : '0')).join(''),
  );
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []);
  const finders = lines.flatMap((line) => line.match(/(?=10111010000|00001011101)/g) ?? []);
  const dark = rows.flat().filter(Boolean).length / rows.length ** 2;
  const sum = runs.reduce((total, run) => total + run.length - 2, 0);
  return (
    sum + 3 * squaresOfOneColour(rows) + 40 * finders.length + 10 * Math.floor(Math.abs(dark * 100 - 50) / 5)
  );
}

function squaresOfOneColour(rows: boolean[][]): number {
  const isSquare = (row: boolean[], x: number, y: number) =>
    x > 0 && y > 0 && row[x] === row[x - 1] && rows[y - 1]?.[x] === row[x] && rows[y - 1]?.[x - 1] === row[x];
  return rows.reduce((total, row, y) => total + row.filter((_, x) => isSquare(row, x, y)).length, 0);
}

function put({ dark, fixed, size }: Grid, x: number, y: number, value: boolean): void {
  if (x < 0 || y < 0 || x >= size || y >= size) return;
  at(dark, y)[x] = value;
  at(fixed, y)[x] = true;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`There is no ${index} in ${list.length}.`);
  return found;
}
