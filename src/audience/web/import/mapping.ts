import type { Choice } from '../../../web/ui/Select.tsx';
import type { ImportPreview, NewImport } from '../../contract.ts';
import { choicesOf, fieldWords } from '../words.ts';

export type ImportField = NonNullable<ImportPreview['columns'][number]['guess']>;
export type FileColumn = ImportPreview['columns'][number];
/** Column of the file → what it is; columns that are left out are not named. */
export type ColumnMap = Record<string, ImportField>;

export type MatchRule = NonNullable<NewImport['match']>;

const matchWords: Record<MatchRule, string> = {
  create_and_update: 'New people and known ones',
  create: 'Only new people; known ones stay as they are',
  update: 'Only known people; nobody is added',
};

export const matchChoices = choicesOf(matchWords);

const importable: Record<ImportField, true> = {
  givenName: true,
  familyName: true,
  name: true,
  email: true,
  phone: true,
  jobTitle: true,
  companyName: true,
  city: true,
  country: true,
  language: true,
  stage: true,
  source: true,
};

export const fieldChoices: readonly Choice[] = Object.keys(importable).map((field) => ({
  value: field,
  label: fieldWords[field] ?? field,
}));

/** What Tandem took the columns for. */
export function guessedMap(columns: readonly FileColumn[]): ColumnMap {
  return Object.fromEntries(columns.flatMap(({ name, guess }) => (guess === null ? [] : [[name, guess]])));
}

/** The map with one column taken for something else; '' leaves it out. */
export function withColumn(map: ColumnMap, column: string, field: string): ColumnMap {
  const { [column]: _, ...others } = map;
  return isField(field) ? { ...others, [column]: field } : others;
}

/** What to know before the import; empty when there is nothing to say. */
export function advice(map: ColumnMap, match: MatchRule): string[] {
  const fields = Object.values(map);
  const twice = [...new Set(fields.filter((field, index) => fields.indexOf(field) !== index))];
  const said = twice.map(
    (field) =>
      `Two columns are the ${(fieldWords[field] ?? field).toLowerCase()}: the first that has a value counts.`,
  );
  if (fields.length === 0) return ['Say for at least one column what it is.'];
  if (!fields.some((field) => field === 'email')) {
    const then =
      match === 'update' ? 'nobody in the file is known' : 'everybody in the file becomes a new contact';
    said.push(`No column is the e-mail address, by which people are recognised: ${then}.`);
  }
  return said;
}

/** What a row needs to become a contact, or to be recognised as one; undefined when a column has it. */
export function missingIn(map: ColumnMap, match: MatchRule): string | undefined {
  const fields = Object.values(map);
  if (match === 'update')
    return fields.includes('email') ? undefined : 'One column must be the e-mail address.';
  if (fields.some((field) => naming.has(field))) return undefined;
  return 'One column must be a name, an e-mail address or a phone number.';
}

const naming = new Set<ImportField>(['givenName', 'familyName', 'name', 'email', 'phone']);

function isField(field: string): field is ImportField {
  return Object.hasOwn(importable, field);
}
