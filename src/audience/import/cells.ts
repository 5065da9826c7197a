import { fieldsOf, type ColumnMap, type ImportOptions } from './options.ts';
import { charactersIn, type TableRow } from './table/table.ts';

/** What a row says, by field, as text. `others`: cells of columns that were left out, by column. */
export type Cells = { texts: Map<string, string>; others: [column: string, text: string][] };

const LONGEST_ROW = 100_000;

/** Reads the rows of a file with these columns: which cell is which field, cleaned of what means nothing. */
export function cellReader(columns: string[], map: ColumnMap, options: ImportOptions) {
  const places = new Map(columns.map((column, index) => [column, index]));
  // In the order of the map: of two columns that are one field, the first that has a value counts.
  const mapped = Object.entries(map).flatMap(([column, target]) => {
    const index = places.get(column);
    const replaced = replacements(options, column);
    return index === undefined ? [] : [{ column, index, fields: fieldsOf(target), replaced }];
  });
  const left = columns.flatMap((column, index) => (Object.hasOwn(map, column) ? [] : [{ column, index }]));
  const blanks = new Set(options.blanks?.map((each) => each.trim().toLowerCase()));
  const textOf = (cell: string | undefined, replaced?: Map<string, string>) => {
    const text = cleanText(cell);
    const meant = replaced?.get(text) ?? text;
    return blanks.has(meant.toLowerCase()) ? '' : meant;
  };
  return (row: TableRow): Cells => {
    const texts = new Map<string, string>();
    for (const { index, fields, replaced } of mapped) {
      const text = textOf(row.cells[index], replaced);
      if (text === '') continue;
      for (const field of fields.filter((each) => !texts.has(each))) texts.set(field, text);
    }
    const others = left.flatMap(({ column, index }): [string, string][] => {
      const text = textOf(row.cells[index]);
      return text === '' ? [] : [[column, text]];
    });
    return { texts, others };
  };
}

/** What is wrong with the shape of a row: it cannot be used at all, or there is something to be told about it. */
export function shapeOf(row: TableRow, columns: string[]): { unusable?: string; remark?: string } {
  if (row.problem) return { unusable: row.problem };
  const { cells } = row;
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
    return { unusable: `The row has ${cells.length} cells, the header ${columns.length}.` };
  if (charactersIn(row) > LONGEST_ROW)
    return { unusable: 'The row is longer than 100 kB, more than a record can be.' };
  return cells.length < columns.length
    ? {
        remark: `The row has ${cells.length} cells, the header ${columns.length}: the missing ones count as empty.`,
      }
    : {};
}

/** Without the space around it, and without the apostrophe that exports put before what a spreadsheet would calculate. */
function cleanText(cell: string | undefined): string {
  return cell?.trim().replace(/^'(?=[=+\-@\t\r\d])/, '') ?? '';
}

function replacements({ replace }: ImportOptions, column: string): Map<string, string> | undefined {
  const given = replace && Object.hasOwn(replace, column) ? replace[column] : undefined;
  return given && new Map(Object.entries(given));
}
