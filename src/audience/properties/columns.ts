import type { Db } from '../../platform/db.ts';
import { invalidField } from '../../platform/errors.ts';
import { propertiesOf, type RecordKind } from './properties.ts';
import { plainValue, type PropertyValues } from './property.ts';
import { colleaguesOf } from './values.ts';

type Cell = string | number | null;
type Column<Plain extends string> = Plain | `property:${string}`;
type Shown<Row> = { heading: string; cell: (row: Row) => Cell };

/** What a record shows of itself: each column's heading, in words the import understands, and how a cell is filled. */
export type PlainColumns<Plain extends string, Row> = {
  headings: Record<Plain, string>;
  cellOf: (row: Row, column: Plain) => Cell;
};

/** All columns of an export when none are named; those of properties that are not there are refused. */
export async function knownColumns<Plain extends string>(
  db: Db,
  recordKind: RecordKind,
  plain: readonly Plain[],
  columns: Column<Plain>[] | undefined,
): Promise<Column<Plain>[]> {
  const own = (await propertiesOf(db, recordKind)).map(({ key }) => `property:${key}` as const);
  const known: Column<Plain>[] = [...plain, ...own];
  if (!columns) return known;
  const unknown = columns.find((column) => !known.includes(column));
  if (unknown) throw invalidField('columns', `There is no column "${unknown}".`);
  return columns;
}

/** The head of the table, and how a record becomes its row. A property that was archived meanwhile is left out. */
export async function csvTable<Plain extends string, Row extends { properties: PropertyValues }>(
  db: Db,
  recordKind: RecordKind,
  columns: readonly string[],
  { headings, cellOf }: PlainColumns<Plain, Row>,
): Promise<{ header: string[]; cells: (row: Row) => Cell[] }> {
  const properties = await propertiesOf(db, recordKind);
  const colleagues = properties.some(({ type }) => type === 'user') ? await colleaguesOf(db) : [];
  const isPlain = (column: string): column is Plain => Object.hasOwn(headings, column);
  const taken = new Set<string>(Object.values(headings));
  const shown = columns.flatMap((column): Shown<Row>[] => {
    if (isPlain(column)) return [{ heading: headings[column], cell: (row) => cellOf(row, column) }];
    const property = properties.find(({ key }) => `property:${key}` === column);
    if (!property) return [];
    const heading = taken.has(property.label) ? property.key : property.label;
    return [{ heading, cell: (row) => plainValue(property, row.properties[property.key], colleagues) }];
  });
  return {
    header: shown.map(({ heading }) => heading),
    cells: (row) => shown.map(({ cell }) => cell(row)),
  };
}
