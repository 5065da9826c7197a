import { normaliseDomain } from '../../companies/company.ts';
import type { CompanyRow } from '../../companies/batch.ts';
import { normalisePhone } from '../../contact.ts';
import type { Colleague } from '../../properties/property.ts';
import { readNumber } from '../../properties/spelling.ts';
import { tagsIn } from '../../tags/tag.ts';
import { shapeOf, type Cells } from '../cells.ts';
import { readCountry } from '../contacts/values.ts';
import type { ImportOptions } from '../options.ts';
import type { PropertyCells } from '../property-cells.ts';
import type { TableRow } from '../table/table.ts';

/** A row as it was understood. */
export type ReadCompany = {
  number: number;
  fields: CompanyRow;
  /** The name of the company this one belongs to. */
  parent: string | null;
  remarks: string[];
  unusable: string | null;
};

export type CompanyReader = {
  columns: string[];
  options: ImportOptions;
  colleagues: Map<string, Colleague | null>;
  properties: PropertyCells;
};

const LONGEST_VALUE = 500;
const MOST_EMPLOYEES = 2_147_483_647;

export function readCompany(row: TableRow, { texts }: Cells, reader: CompanyReader): ReadCompany {
  const shape = shapeOf(row, reader.columns);
  const unusable = (reason: string): ReadCompany => {
    return { number: row.number, fields: {}, parent: null, remarks: [], unusable: reason };
  };
  if (shape.unusable) return unusable(shape.unusable);
  for (const [field, text] of texts)
    if (text.length > LONGEST_VALUE && !field.startsWith('property:'))
      return unusable(`"${text.slice(0, 40)}…" is longer than ${LONGEST_VALUE} characters.`);
  const remarks = shape.remark ? [shape.remark] : [];
  const fields = fieldsIn(texts, reader, remarks);
  if (!fields.name && !fields.domain && !fields.externalId)
    return unusable('A company needs a name or a domain.');
  return { number: row.number, fields, parent: texts.get('parent') ?? null, remarks, unusable: null };
}

function fieldsIn(
  texts: Map<string, string>,
  { options, colleagues, properties }: CompanyReader,
  remarks: string[],
): CompanyRow {
  const known = <T>(what: string, field: string, read: (text: string) => T | null): T | undefined => {
    const text = texts.get(field);
    const value = text === undefined ? undefined : read(text);
    if (value === null) remarks.push(`The ${what} "${text}" is not known and was left out.`);
    return value ?? undefined;
  };
  const country = known('country', 'country', readCountry);
  const phoneOriginal = texts.get('phone');
  const id = texts.get('externalId');
  const tags = tagsIn(texts.get('tags') ?? '');
  const values = properties.read(texts, remarks);
  return {
    name: texts.get('name'),
    domain: known('domain', 'domain', normaliseDomain),
    externalId: id === undefined ? undefined : `${options.idSpace ?? 'main'}:${id}`,
    industry: texts.get('industry'),
    employees: known('number of employees', 'employees', readCount),
    street: texts.get('street'),
    postalCode: texts.get('postalCode'),
    city: texts.get('city'),
    region: texts.get('region'),
    country,
    ownerId: known('colleague', 'owner', (text) => colleagues.get(text.toLowerCase())?.id ?? null),
    ...(phoneOriginal ? { phone: normalisePhone(phoneOriginal, country ?? null), phoneOriginal } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.keys(values).length > 0 ? { properties: values } : {}),
  };
}

/** "1,200", "250+", "51-200": of a range its beginning. */
function readCount(text: string): number | null {
  const number = readNumber(text.replace(/\s*[-–+].*$/, ''), { decimal: '.' });
  const isCount = typeof number === 'number' && Number.isInteger(number) && number >= 0;
  return isCount && number <= MOST_EMPLOYEES ? number : null;
}
