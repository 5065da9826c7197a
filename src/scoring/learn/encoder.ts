import type { Features, Matrix } from './sample.ts';

/** How a feature becomes columns; learnt from the people one trains on, and from nobody else. */
export type Encoder = { columns: Column[] };

export type Column =
  /** (value − mean) ÷ deviation, of the logarithm where a few values are far above all others; unknown counts as the mean. */
  | { feature: string; kind: 'number'; mean: number; deviation: number; logarithmic: boolean }
  /** One where the feature is this word; several words that are rare stand together. */
  | { feature: string; kind: 'word'; words: string[]; label: string }
  /** One where nothing is known. That nobody filled it in can tell as much as what they would have written. */
  | { feature: string; kind: 'unknown' };

/** A word that fewer people have is no evidence of anything. */
const FEWEST_WITH_WORD = 20;
const MOST_WORDS = 100;
/** Above this, the mean would be that of a few. */
const SKEWED = 3;

export function learnEncoder(samples: readonly Features[]): Encoder {
  const names = new Set<string>();
  for (const sample of samples) for (const name of Object.keys(sample)) names.add(name);
  return { columns: [...names].toSorted().flatMap((feature) => columnsOf(feature, samples)) };
}

/** The columns of these people, in the encoder's order. Words never seen before are as unlikely as they are rare. */
export function encode({ columns }: Encoder, samples: readonly Features[]): Matrix {
  const starts = new Int32Array(samples.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  const places = placesOf(columns);
  for (const [row, sample] of samples.entries()) {
    for (const [feature, { numeric, unknown, words, rare }] of places) {
      const value = sample[feature] ?? null;
      if (value === null) push(unknown, 1);
      else if (numeric) push(numeric.index, scaled(numeric.column, Number(value)));
      else push(words.get(String(value)) ?? rare, 1);
    }
    starts[row + 1] = indices.length;
  }
  return {
    rows: samples.length,
    columns: columns.length,
    starts,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };

  function push(index: number | undefined, value: number): void {
    if (index === undefined || value === 0) return;
    indices.push(index);
    values.push(value);
  }
}

/** As a person would say it: "Country is DE", "Visits", "Job title is not known". */
export function nameOf(column: Column): string {
  if (column.kind === 'number') return column.feature;
  return column.kind === 'word' ? `${column.feature} is ${column.label}` : `${column.feature} is not known`;
}

type NumberColumn = Extract<Column, { kind: 'number' }>;
type Places = Map<
  string,
  {
    numeric?: { index: number; column: NumberColumn };
    unknown?: number;
    words: Map<string, number>;
    rare?: number;
  }
>;

const RARE = 'something else';

function placesOf(columns: Column[]): Places {
  const places: Places = new Map();
  for (const [index, column] of columns.entries()) {
    const place = places.get(column.feature) ?? { words: new Map<string, number>() };
    places.set(column.feature, place);
    if (column.kind === 'number') place.numeric = { index, column };
    else if (column.kind === 'unknown') place.unknown = index;
    else if (column.label === RARE) place.rare = index;
    else place.words.set(column.label, index);
  }
  return places;
}

function columnsOf(feature: string, samples: readonly Features[]): Column[] {
  const known = samples.map((sample) => sample[feature] ?? null).filter((value) => value !== null);
  const columns: Column[] =
    known.every((value) => typeof value === 'number' && Number.isFinite(value)) && known.length > 0
      ? numberColumns(feature, known.map(Number))
      : wordColumns(feature, known.map(String));
  const unknown = samples.length - known.length;
  if (Math.min(unknown, known.length) >= FEWEST_WITH_WORD) columns.push({ feature, kind: 'unknown' });
  return columns;
}

function numberColumns(feature: string, values: number[]): Column[] {
  const plain = momentsOf(values);
  const logarithmic = plain.skew > SKEWED && values.every((value) => value >= 0);
  const { mean, deviation } = logarithmic ? momentsOf(values.map((value) => Math.log1p(value))) : plain;
  // What is the same for everybody tells nobody apart.
  return deviation > 0 ? [{ feature, kind: 'number', mean, deviation, logarithmic }] : [];
}

function momentsOf(values: number[]): { mean: number; deviation: number; skew: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [squares, cubes] = [0, 0];
  for (const value of values) {
    squares += (value - mean) ** 2;
    cubes += (value - mean) ** 3;
  }
  const deviation = Math.sqrt(squares / values.length);
  return { mean, deviation, skew: deviation > 0 ? cubes / values.length / deviation ** 3 : 0 };
}

function wordColumns(feature: string, words: string[]): Column[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = frequent.filter(([, count]) => count >= FEWEST_WITH_WORD).slice(0, MOST_WORDS);
  const columns: Column[] = kept.map(([word]) => ({ feature, kind: 'word', words: [word], label: word }));
  const rare = frequent.slice(kept.length).map(([word]) => word);
  if (rare.length > 0) columns.push({ feature, kind: 'word', words: rare.slice(0, MOST_WORDS), label: RARE });
  return columns.length > 1 ? columns : [];
}

function scaled({ mean, deviation, logarithmic }: NumberColumn, value: number): number {
  const read = logarithmic ? Math.log1p(Math.max(value, 0)) : value;
  return (read - mean) / deviation;
}
