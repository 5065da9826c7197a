import { companyDomainOf, normaliseDomain } from '../../companies/company.ts';
import {
  isSomebody,
  NOBODY,
  normaliseEmail,
  normaliseLanguage,
  normalisePhone,
  type WrittenFields,
} from '../../contact.ts';
import { keysOf as identityKeys } from '../../identify/sighting.ts';
import type { Colleague } from '../../properties/property.ts';
import { tagsIn, unique } from '../../tags/tag.ts';
import { shapeOf, type Cells } from '../cells.ts';
import { readMoment } from '../moments.ts';
import type { ImportOptions, MatchKey } from '../options.ts';
import type { PropertyCells } from '../property-cells.ts';
import type { TableRow } from '../table/table.ts';
import { readAnswers, type Answer } from './answers.ts';
import { readCountry, readSource, readStage } from './values.ts';

/** What an import writes on a contact: its fields, whose it is and where the person works. */
export type Kept = WrittenFields & { ownerId?: string | null; companyId?: string | null };

/** What a row is recognised by: "user crm:4711", "email nora@x.example", "phone +44…". */
export type RowKey = { by: MatchKey; key: string };

/** A row as it was understood. */
export type ReadContact = {
  number: number;
  keys: RowKey[];
  fields: Kept;
  company: { name: string | null; domain: string | null } | null;
  createdAt: Date | null;
  /** What the person agreed to, or not. */
  answers: Answer[];
  /** What was left out, and why. */
  remarks: string[];
  /** Why the row cannot be imported at all. */
  unusable: string | null;
};

const LONGEST_VALUE = 500;

export type ContactReader = {
  columns: string[];
  options: ImportOptions;
  colleagues: Map<string, Colleague | null>;
  properties: PropertyCells;
  purposes: Parameters<typeof readAnswers>[1];
  startedAt: Date;
};

export function readContact(row: TableRow, { texts }: Cells, reader: ContactReader): ReadContact {
  const shape = shapeOf(row, reader.columns);
  if (shape.unusable) return unusable(row.number, shape.unusable);
  for (const [field, text] of texts)
    if (text.length > LONGEST_VALUE && !field.startsWith('property:'))
      return unusable(row.number, `"${text.slice(0, 40)}…" is longer than ${LONGEST_VALUE} characters.`);
  const remarks = shape.remark ? [shape.remark] : [];
  const mail = texts.get('email');
  const email = mail === undefined ? undefined : normaliseEmail(mail);
  if (email === null) return unusable(row.number, `"${mail}" is not an e-mail address.`);
  const { fields, createdAt } = fieldsIn(texts, email, reader, remarks);
  const keys = keysOf(texts, fields, reader.options);
  if (!isSomebody(fields) && keys.length === 0) return unusable(row.number, NOBODY);
  return {
    number: row.number,
    keys,
    fields,
    company: companyIn(texts, remarks),
    createdAt,
    answers: readAnswers(texts, reader.purposes, reader, remarks),
    remarks,
    unusable: null,
  };
}

function fieldsIn(
  texts: Map<string, string>,
  email: string | undefined,
  { options, colleagues, properties }: ContactReader,
  remarks: string[],
): { fields: Kept; createdAt: Date | null } {
  const known = <T>(what: string, field: string, read: (text: string) => T | null): T | undefined => {
    const text = texts.get(field);
    const value = text === undefined ? undefined : read(text);
    if (value === null) remarks.push(`The ${what} "${text}" is not known and was left out.`);
    return value ?? undefined;
  };
  const whole = splitName(texts.get('name') ?? '');
  const country = known('country', 'country', readCountry);
  const tags = unique([...tagsIn(texts.get('tags')?.replaceAll('"', '') ?? ''), ...(options.tags ?? [])]);
  const values = properties.read(texts, remarks);
  const fields: Kept = {
    givenName: texts.get('givenName') ?? whole.givenName,
    familyName: texts.get('familyName') ?? whole.familyName,
    email,
    jobTitle: texts.get('jobTitle'),
    companyName: texts.get('companyName'),
    street: texts.get('street'),
    postalCode: texts.get('postalCode'),
    city: texts.get('city'),
    region: texts.get('region'),
    country,
    language: known('language', 'language', normaliseLanguage),
    stage: known('stage', 'stage', readStage),
    source: known('source', 'source', readSource),
    ...phoneOf(texts.get('phone'), country, remarks),
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.keys(values).length > 0 ? { properties: values } : {}),
  };
  const ownerId = known('colleague', 'owner', (text) => colleagues.get(text.toLowerCase())?.id ?? null);
  if (ownerId !== undefined) fields.ownerId = ownerId;
  const createdAt = known('date', 'createdAt', (text) => readMoment(text, options)) ?? null;
  return { fields, createdAt };
}

/** In the order in which the import matches; phone numbers only where one can be dialled. */
function keysOf(
  texts: Map<string, string>,
  { email, phone }: Kept,
  { idSpace = 'main' }: ImportOptions,
): RowKey[] {
  // Placeholders that programs write for nobody ("0", "null") are nobody's id.
  const { user } = identityKeys({ idSpace, userId: texts.get('externalId') ?? '' });
  return [
    ...(user ? [{ by: 'externalId' as const, key: user }] : []),
    ...(email ? [{ by: 'email' as const, key: `email ${email}` }] : []),
    ...(phone ? [{ by: 'phone' as const, key: `phone ${phone}` }] : []),
  ];
}

function companyIn(texts: Map<string, string>, remarks: string[]): ReadContact['company'] {
  const name = texts.get('companyName') ?? null;
  const written = texts.get('companyDomain');
  const domain = written === undefined ? null : companyDomainOf(`x@${normaliseDomain(written) ?? ''}`);
  if (written !== undefined && domain === null)
    remarks.push(`"${written}" is not the domain of a company and was left out.`);
  return name === null && domain === null ? null : { name, domain };
}

function unusable(number: number, reason: string): ReadContact {
  return {
    number,
    keys: [],
    fields: {},
    company: null,
    createdAt: null,
    answers: [],
    remarks: [],
    unusable: reason,
  };
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
