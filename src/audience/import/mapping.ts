import { hash } from 'node:crypto';
import type { Db } from '../../platform/db.ts';
import { invalidField, isOurs } from '../../platform/errors.ts';
import { guessType } from './guess.ts';
import { fieldsOf, mappedFields, PROPERTY, type ColumnMap, type ImportOptions } from './options.ts';
import type { Table, TableRow } from './table/table.ts';
import type { Column, Target, TargetField } from './target.ts';

/** Enough to tell what a column holds, and which choices it has. */
const ROWS_LOOKED_AT = 500;

/** `brokenOff`: why nothing can be read after these rows. */
type Glance = { columns: Column[]; rows: TableRow[]; brokenOff: string | null };

/** The first rows of a file, and what is in its columns. */
export async function glanceAt(table: Table): Promise<Glance> {
  const rows: TableRow[] = [];
  let brokenOff: string | null = null;
  try {
    for await (const row of table.rows) {
      rows.push(row);
      if (rows.length === ROWS_LOOKED_AT) break;
    }
  } catch (error) {
    // Of a file that breaks off, the rows before are imported; then it is told where.
    if (rows.length === 0 || !isOurs(error)) throw error;
    brokenOff = error.message;
  }
  const columns = table.columns.map((name, index) => {
    const values = rows.map(({ cells }) => cells[index]?.trim() ?? '').filter(Boolean);
    return { name, values, type: guessType(values) };
  });
  return { columns, rows, brokenOff };
}

/** The map that was given, else the guessed one. Throws `Invalid` when it does not fit these columns. */
export async function mapFor(
  db: Db,
  target: Target,
  columns: Column[],
  given: ColumnMap | undefined,
): Promise<{ map: ColumnMap; fields: TargetField[]; guess: Record<string, string> }> {
  const fields = await target.fields(db);
  const guess = target.guess(columns, fields);
  const map = given ?? guess;
  const names = new Set(columns.map(({ name }) => name));
  const missing = Object.keys(map).find((column) => !names.has(column));
  if (missing !== undefined) throw invalidField('map', `The file has no column "${missing}".`);
  const offered = new Set(fields.map(({ field }) => field));
  const unknown = Object.values(map)
    .flatMap(fieldsOf)
    .find((field) => !offered.has(field) && !isNewProperty(field));
  if (unknown !== undefined) throw invalidField('map', `A ${target.nouns[0]} has no field "${unknown}".`);
  return { map, fields, guess };
}

/** Throws `Invalid` when rows with this map could become nothing. */
export function mustBeUsable(
  target: Target,
  columns: string[],
  map: ColumnMap,
  options: ImportOptions,
): void {
  if (Object.keys(map).length === 0)
    throw invalidField(
      'map',
      `None of the columns is known (${columns.slice(0, 20).join(', ')}). Say which column is which field.`,
    );
  const missing = target.missing(mappedFields(map), options);
  if (missing !== null) throw invalidField('map', missing);
}

export function columnsKey(target: string, columns: string[]): string {
  return hash('sha256', JSON.stringify([target, columns]));
}

function isNewProperty(field: string): boolean {
  return field.startsWith(PROPERTY) && /^[a-z0-9_]{1,63}$/.test(field.slice(PROPERTY.length));
}
