import {
  isSomebody,
  NOBODY,
  normaliseEmail,
  normaliseLanguage,
  normalisePhone,
  type WrittenFields,
} from '../contact.ts';
import type { ColumnMap, ImportField } from './columns.ts';
import { charactersIn, type CsvRow } from './csv-file.ts';
import { readCountry, readSource, readStage } from './values.ts';

/** A row as it was understood. */
export type ReadRow = {
  number: number;
  fields: WrittenFields;
  /** What was left out, and why. */
  remarks: string[];
  /** Why the row cannot be imported at all. */
  unusable: string | null;
};

export type RowReader = (row: CsvRow) => ReadRow;

const LONGEST_VALUE = 500;
const LONGEST_ROW = 100_000;

/** Understands the rows of a file with these columns. */
export function rowReader(columns: string[], map: ColumnMap): RowReader {
  const places = columns.flatMap((column, index) => {
    const field = Object.hasOwn(map, column) ? map[column] : undefined;
    return field ? [{ field, index }] : [];
  });
  return (row) => {
    const surplus = row.cells.slice(columns.length).some((cell) => cell.trim() !== '');
    if (surplus)
      return unusable(row.number, `The row has ${row.cells.length} cells, the header ${columns.length}.`);
    if (charactersIn(row) > LONGEST_ROW)
      return unusable(row.number, 'The row is longer than 100 kB, more than a contact can be.');
    const texts: Texts = {};
    for (const { field, index } of places) texts[field] ??= cleanText(row.cells[index]);
    const tooLong = Object.values(texts).find((text) => text && text.length > LONGEST_VALUE);
    if (tooLong)
      return unusable(row.number, `"${tooLong.slice(0, 40)}…" is longer than ${LONGEST_VALUE} characters.`);
    return understand(row.number, texts);
  };
}

type Texts = { [Field in ImportField]?: string | undefined };

function understand(number: number, texts: Texts): ReadRow {
  const remarks: string[] = [];
  const known = <T>(
    what: string,
    text: string | undefined,
    read: (text: string) => T | null,
  ): T | undefined => {
    const value = text === undefined ? undefined : read(text);
    if (value === null) remarks.push(`The ${what} "${text}" is not known and was left out.`);
    return value ?? undefined;
  };
  const email = texts.email === undefined ? undefined : normaliseEmail(texts.email);
  if (email === null) return unusable(number, `"${texts.email}" is not an e-mail address.`);
  const whole = splitName(texts.name ?? '');
  const country = known('country', texts.country, readCountry);
  const fields: WrittenFields = {
    givenName: texts.givenName ?? whole.givenName,
    familyName: texts.familyName ?? whole.familyName,
    email,
    jobTitle: texts.jobTitle,
    companyName: texts.companyName,
    city: texts.city,
    country,
    language: known('language', texts.language, normaliseLanguage),
    stage: known('stage', texts.stage, readStage),
    source: known('source', texts.source, readSource),
    ...phoneOf(texts.phone, country, remarks),
  };
  if (!isSomebody(fields)) return unusable(number, NOBODY);
  return { number, fields, remarks, unusable: null };
}

function unusable(number: number, reason: string): ReadRow {
  return { number, fields: {}, remarks: [], unusable: reason };
}

/** Without the space around it, and without the apostrophe that exports put before what a spreadsheet would calculate. */
function cleanText(cell: string | undefined): string | undefined {
  return cell?.trim().replace(/^'(?=[=+\-@\t\r\d])/, '') || undefined;
}

/** "Freya Lindqvist", "Lindqvist, Freya": the last word, or what stands before a comma, is the family's. */
export function splitName(name: string): { givenName?: string | undefined; familyName?: string | undefined } {
  const [family, first] = name.split(',', 2).map((part) => part.trim());
  if (family && first) return { givenName: first, familyName: family };
  const words = name.split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? words.pop() : undefined;
  return { givenName: words.join(' ') || undefined, familyName: last };
}

/** A number that cannot be dialled is kept as it is written: a person may know what it means. */
function phoneOf(text: string | undefined, country: string | undefined, remarks: string[]): WrittenFields {
  if (!text) return {};
  const phone = normalisePhone(text, country ?? null);
  if (!phone)
    remarks.push(`The phone number "${text}" is kept as written: it has no country code, or is no number.`);
  return { phone, phoneOriginal: text };
}
