/** How a table of text is laid out. */
export type Layout = {
  delimiter: string;
  /** The line of names, counted without empty lines; 0 when there is none. */
  headerRow: number;
};

/** `:` and the like cut times and addresses to pieces, too: only for files that nothing else cuts. */
const usual = [',', ';', '\t', '|'];
const rare = ['^', '~', '\u001f', ':'];

const RECORDS_LOOKED_AT = 100;
const MOST_TITLE_LINES = 10;

export function guessLayout(sample: string, given?: string): Layout {
  const delimiter = given ?? guessDelimiter(sample);
  const records = cut(sample, delimiter);
  return { delimiter, headerRow: headerOf(records, usualWidth(records)) };
}

/** The delimiter that cuts the most lines into the same, and a large, number of pieces. */
function guessDelimiter(sample: string): string {
  const best = (candidates: string[], least: number) => {
    const scores = candidates.map((each) => scoreOf(cut(sample, each)));
    const most = Math.max(...scores);
    return most > least ? candidates[scores.indexOf(most)] : undefined;
  };
  return best(usual, 0) ?? best(rare, SURE) ?? ',';
}

const SURE = 0.9;

function scoreOf(records: string[][]): number {
  const width = usualWidth(records);
  if (width < 2) return 0;
  const alike = records.filter((record) => record.length === width).length;
  return (alike / records.length) * Math.log2(width);
}

function usualWidth(records: string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Reports have titles above their columns: lines of one cell before the first that is as wide as the table. */
function headerOf(records: string[][], width: number): number {
  const first = records.findIndex((record) => record.length >= width);
  const titles = records.slice(0, first);
  const isReport =
    first > 0 &&
    first <= MOST_TITLE_LINES &&
    width > 1 &&
    titles.every((title) => title.filter((cell) => cell.trim() !== '').length <= 1) &&
    namesColumns(records[first] ?? []);
  if (isReport) return first + 1;
  return records[0]?.some(isEmail) ? 0 : 1;
}

function namesColumns(cells: string[]): boolean {
  return cells.every((cell) => !isEmail(cell) && !/^[\d\s.,:/+-]*\d[\d\s.,:/+-]*$/.test(cell));
}

function isEmail(cell: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(cell.trim());
}

/** The first records, roughly as the parser will cut them: enough to compare delimiters by. */
function cut(sample: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endRecord = () => {
    record.push(cell);
    if (record.length > 1 || cell.trim() !== '') records.push(record);
    record = [];
    cell = '';
  };
  for (let place = 0; place < sample.length && records.length < RECORDS_LOOKED_AT; place++) {
    const character = sample.charAt(place);
    if (character === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === delimiter) {
      record.push(cell);
      cell = '';
    } else if (character === '\n' || character === '\r') endRecord();
    else cell += character;
  }
  // What the end of the sample cuts off says nothing, unless it is all there is.
  if (records.length === 0) endRecord();
  return records;
}
