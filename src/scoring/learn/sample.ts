/** What is known about somebody at one moment: a number, a word, or nothing (null). */
export type Features = Record<string, number | string | boolean | null>;

/** Somebody as they stood at the cut-off, and whether what is to be foretold happened afterwards. */
export type Sample = { features: Features; outcome: boolean };

/** Rows of which most columns are zero: those of row `i` stand from `starts[i]` up to `starts[i + 1]`. */
export type Matrix = {
  rows: number;
  columns: number;
  starts: Int32Array;
  indices: Int32Array;
  values: Float64Array;
};

/** These rows of it, in this order. */
export function rowsOf({ columns, starts, indices, values }: Matrix, rows: readonly number[]): Matrix {
  const lengths = rows.map((row) => starts[row + 1]! - starts[row]!);
  const picked = new Int32Array(rows.length + 1);
  for (const [place, length] of lengths.entries()) picked[place + 1] = picked[place]! + length;
  const size = picked[rows.length] ?? 0;
  const matrix = { rows: rows.length, columns, starts: picked };
  const [some, their] = [new Int32Array(size), new Float64Array(size)];
  for (const [place, row] of rows.entries()) {
    some.set(indices.subarray(starts[row], starts[row + 1]), picked[place]);
    their.set(values.subarray(starts[row], starts[row + 1]), picked[place]);
  }
  return { ...matrix, indices: some, values: their };
}
