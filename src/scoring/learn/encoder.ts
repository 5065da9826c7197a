import type { Matrix } from './sample.ts';
import type { Table, TableColumn } from './table.ts';

/** How a feature becomes columns; learnt from the people one trains on, and from nobody else. */
export type Encoder = { columns: Column[] };

export type Column =
  /**
   * (value − middle) ÷ deviation, of the logarithm where a few values are far above all others; unknown counts as the
   * mean. Where most are nothing, the middle is nothing, too: the same curve, and the column stays mostly empty.
   */
  | {
      feature: string;
      kind: 'number';
      mean: number;
      middle: number;
      deviation: number;
      logarithmic: boolean;
    }
  /** One where the feature is this word; several words that are rare stand together. */
  | { feature: string; kind: 'word'; words: string[]; label: string }
  /** One where nothing is known. That nobody filled it in can tell as much as what they would have written. */
  | { feature: string; kind: 'unknown' };

/** A word that fewer people have is no evidence of anything. */
const FEWEST_WITH_WORD = 20;
const MOST_WORDS = 100;
/** Above this, the mean would be that of a few. */
const SKEWED = 3;

export function learnEncoder({ columns }: Table): Encoder {
  const inOrder = columns.toSorted((a, b) => (a.feature < b.feature ? -1 : 1));
  return { columns: inOrder.flatMap(columnsOf) };
}

/** The columns of these people, in the encoder's order. Words never seen before are as unlikely as they are rare. */
export function encode({ columns }: Encoder, table: Table): Matrix {
  const entries = entriesOf(columns, table);
  const starts = new Int32Array(table.rows + 1);
  for (const { rows } of entries) for (const row of rows) starts[row + 1]! += 1;
  for (let row = 0; row < table.rows; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const size = starts[table.rows] ?? 0;
  const [indices, values] = [new Int32Array(size), new Float64Array(size)];
  for (const { rows, column, value } of entries) {
    for (const [place, row] of rows.entries()) {
      const at = next[row]!++;
      indices[at] = column[place]!;
      values[at] = value[place]!;
    }
  }
  return { rows: table.rows, columns: columns.length, starts, indices, values };
}

/** As a person would say it: "Country is DE", "Visits", "Job title is not known". */
export function nameOf(column: Column): string {
  if (column.kind === 'number') return column.feature;
  return column.kind === 'word' ? `${column.feature} is ${column.label}` : `${column.feature} is not known`;
}

export const RARE = 'something else';

type NumberColumn = Extract<Column, { kind: 'number' }>;
type Place = {
  numeric?: { index: number; column: NumberColumn };
  unknown?: number;
  words: Map<string, number>;
  rare?: number;
};
/** What one feature puts into the matrix. */
type Entries = { rows: number[]; column: number[]; value: number[] };

function entriesOf(columns: Column[], { rows, columns: given }: Table): Entries[] {
  const found = new Map(given.map((each) => [each.feature, each]));
  return [...placesOf(columns)].map(([feature, place]) => {
    const entries: Entries = { rows: [], column: [], value: [] };
    const source = found.get(feature);
    for (let row = 0; row < rows; row++) {
      const [index, value] = entryOf(place, source, row);
      if (index === undefined || value === 0) continue;
      entries.rows.push(row);
      entries.column.push(index);
      entries.value.push(value);
    }
    return withMeans(entries, place, source, rows);
  });
}

/** Of whom nothing is known, the number is the mean: nothing where that is the middle, otherwise an entry. */
function withMeans(
  entries: Entries,
  { numeric }: Place,
  source: TableColumn | undefined,
  rows: number,
): Entries {
  if (!numeric || numeric.column.mean === numeric.column.middle) return entries;
  const value = (numeric.column.mean - numeric.column.middle) / numeric.column.deviation;
  for (let row = 0; row < rows; row++) {
    if (isKnown(source, row)) continue;
    entries.rows.push(row);
    entries.column.push(numeric.index);
    entries.value.push(value);
  }
  return entries;
}

function entryOf(place: Place, source: TableColumn | undefined, row: number): [number | undefined, number] {
  if (source === undefined || !isKnown(source, row)) return [place.unknown, 1];
  if (place.numeric) {
    const value = 'numbers' in source ? source.numbers[row]! : Number(source.words[row]);
    return [place.numeric.index, scaled(place.numeric.column, value)];
  }
  const word = 'numbers' in source ? String(source.numbers[row]) : (source.words[row] ?? '');
  return [place.words.get(word) ?? place.rare, 1];
}

function isKnown(source: TableColumn | undefined, row: number): boolean {
  if (source === undefined) return false;
  return 'numbers' in source ? !Number.isNaN(source.numbers[row]!) : source.words[row] !== null;
}

function placesOf(columns: Column[]): Map<string, Place> {
  const places = new Map<string, Place>();
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

function columnsOf(source: TableColumn): Column[] {
  const { feature } = source;
  const total = 'numbers' in source ? source.numbers.length : source.words.length;
  const numbers = 'numbers' in source ? source.numbers.filter((value) => Number.isFinite(value)) : [];
  const words = 'words' in source ? source.words.filter((word) => word !== null) : [];
  const known = numbers.length + words.length;
  const columns = 'numbers' in source ? numberColumns(feature, numbers) : wordColumns(feature, words);
  const unknown = total - known;
  if (Math.min(unknown, known) >= FEWEST_WITH_WORD) columns.push({ feature, kind: 'unknown' });
  return columns;
}

function numberColumns(feature: string, values: ArrayLike<number>): Column[] {
  const plain = momentsOf(values, (value) => value);
  const logarithmic = plain.skew > SKEWED && plain.least >= 0;
  const { mean, deviation, nothing } = logarithmic ? momentsOf(values, Math.log1p) : plain;
  // What is the same for everybody tells nobody apart.
  if (!(deviation > 0)) return [];
  return [{ feature, kind: 'number', mean, middle: nothing > 0.5 ? 0 : mean, deviation, logarithmic }];
}

function momentsOf(values: ArrayLike<number>, read: (value: number) => number) {
  let [sum, nothing, least] = [0, 0, Number.POSITIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    sum += read(values[at]!);
    nothing += Number(values[at] === 0);
    least = Math.min(least, values[at]!);
  }
  const mean = sum / values.length;
  let [squares, cubes] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const away = read(values[at]!) - mean;
    squares += away ** 2;
    cubes += away ** 3;
  }
  const deviation = Math.sqrt(squares / values.length);
  const skew = deviation > 0 ? cubes / values.length / deviation ** 3 : 0;
  return { mean, deviation, skew, least, nothing: nothing / values.length };
}

function wordColumns(feature: string, words: readonly string[]): Column[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = frequent.filter(([, count]) => count >= FEWEST_WITH_WORD).slice(0, MOST_WORDS);
  const columns: Column[] = kept.map(([word]) => ({ feature, kind: 'word', words: [word], label: word }));
  const rare = frequent.slice(kept.length).map(([word]) => word);
  if (rare.length > 0) columns.push({ feature, kind: 'word', words: rare.slice(0, MOST_WORDS), label: RARE });
  return columns.length > 1 ? columns : [];
}

/** A value as the column has it. */
export function scaled({ middle, deviation, logarithmic }: NumberColumn, value: number): number {
  const read = logarithmic ? Math.log1p(Math.max(value, 0)) : value;
  return (read - middle) / deviation;
}
