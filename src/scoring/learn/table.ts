import type { Features } from './sample.ts';

/** What is known of many people, a feature a column: what a training holds of a hundred thousand people in little memory. */
export type Table = { rows: number; columns: TableColumn[] };

export type TableColumn =
  /** NaN where nothing is known. */
  { feature: string; numbers: Float64Array } | { feature: string; words: (string | null)[] };

export function tableOf(people: readonly Features[]): Table {
  const names = new Set<string>();
  for (const person of people) for (const name of Object.keys(person)) names.add(name);
  const columns = [...names].map((feature) =>
    columnOf(
      feature,
      people.map((person) => person[feature] ?? null),
    ),
  );
  return { rows: people.length, columns };
}

export function pickRows({ columns }: Table, rows: readonly number[]): Table {
  return {
    rows: rows.length,
    columns: columns.map((column) =>
      'numbers' in column
        ? { feature: column.feature, numbers: Float64Array.from(rows, (row) => column.numbers[row] ?? NaN) }
        : { feature: column.feature, words: rows.map((row) => column.words[row] ?? null) },
    ),
  };
}

/** A column of numbers as far as everything known is one; otherwise of words. */
function columnOf(feature: string, values: Features[string][]): TableColumn {
  return values.every(isNumber) && values.some((value) => value !== null)
    ? { feature, numbers: Float64Array.from(values, (value) => value ?? NaN) }
    : { feature, words: values.map((value) => (value === null ? null : String(value))) };
}

function isNumber(value: Features[string]): value is number | null {
  return value === null || typeof value === 'number';
}

/** One below the other; all have the same columns. */
export function joinTables(tables: readonly Table[]): Table {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const columns = (tables[0]?.columns ?? []).map((first, nth): TableColumn => {
    const all = tables.flatMap((table) => table.columns[nth] ?? []);
    if ('words' in first)
      return { ...first, words: all.flatMap((each) => ('words' in each ? each.words : [])) };
    const numbers = new Float64Array(rows);
    let place = 0;
    for (const each of all) {
      if (!('numbers' in each)) continue;
      numbers.set(each.numbers, place);
      place += each.numbers.length;
    }
    return { feature: first.feature, numbers };
  });
  return { rows, columns };
}
