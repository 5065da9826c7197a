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
