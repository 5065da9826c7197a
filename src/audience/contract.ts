import { z } from 'zod';
import { listPage, listQuery } from '../platform/lists.ts';
import {
  isCountry,
  isSomebody,
  NOBODY,
  normaliseEmail,
  normaliseLanguage,
  sources,
  stages,
} from './contact.ts';
import { propertyValues, writtenProperties } from './properties/contract.ts';
import { tagName, writtenTags } from './tags/contract.ts';

export { writtenProperties };

const tags = ['Contacts'];

/** What a person writes: trimmed; an emptied field is a field without a value. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Please keep this to ${max} characters.`)
    .transform((text) => withoutControls(text) || null)
    .nullable();

/** PostgreSQL keeps no zero bytes, and nobody means to write any of these in a name. */
const withoutControls = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').trim();

/** As `words`, read by `read`, which answers null for what it cannot understand. */
export const read = (max: number, understand: (text: string) => string | null, otherwise: string) =>
  words(max).transform((text, context) => {
    if (text === null) return null;
    const value = understand(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: otherwise });
    return z.NEVER;
  });

export const countryOf = (text: string) => (isCountry(text.toUpperCase()) ? text.toUpperCase() : null);

export const stage = z.enum(stages, 'Choose one of the stages.');
export const source = z.enum(sources, 'Choose one of the sources.');

const fields = z.strictObject({
  givenName: words(100),
  familyName: words(100),
  email: read(254, normaliseEmail, 'Enter an e-mail address such as anna@example.com.'),
  phone: words(50).describe('As written; stored as E.164, read as somebody in `country` would dial it'),
  jobTitle: words(200),
  companyName: words(200),
  street: words(200),
  postalCode: words(20),
  city: words(100),
  region: words(100).describe('State, county or province'),
  country: read(2, countryOf, 'Enter a country code of two letters such as GB.').describe('ISO 3166 alpha-2'),
  language: read(20, normaliseLanguage, 'Enter a language such as en or pt-BR.').describe('BCP 47'),
  stage: stage.describe('Lifecycle stage'),
  source: source.describe('Where the person first heard of the company'),
});

const ownerId = z.uuid('Choose a colleague.').nullable();
const more = {
  companyId: z
    .uuid('Choose a company.')
    .nullable()
    .describe(
      'The company they work for; `companyName` follows it. A name of one’s own belongs to no company',
    ),
  tags: writtenTags,
  properties: writtenProperties,
};

export const newContact = fields
  .extend(more)
  .partial()
  .extend({ ownerId: ownerId.optional() })
  .refine(isSomebody, { message: NOBODY, path: ['givenName'] });

const contactChange = fields
  .extend(more)
  .partial()
  .extend({
    updatedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe(
        'The updatedAt this change is based on; if the contact changed since, the answer is a conflict',
      ),
  });

export const contact = z.object({
  id: z.uuid(),
  name: z
    .string()
    .describe('To call the person by: the name, else the e-mail address, else the phone number'),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable().describe('E.164; null when the number could not be understood'),
  phoneOriginal: z.string().nullable().describe('As it was written'),
  jobTitle: z.string().nullable(),
  companyName: z.string().nullable(),
  company: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Where they work, if we know it'),
  street: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  stage,
  source,
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  tags: z.array(z.string()),
  properties: propertyValues,
  createdAt: z.date(),
  updatedAt: z.date(),
  deletedAt: z.date().nullable().describe('When it was deleted; it can be restored for 30 days'),
});

export type Contact = z.output<typeof contact>;
export type NewContact = z.output<typeof newContact>;
export type ContactChange = z.output<typeof contactChange>;

const MOST_NAMED = 1_000;
const TOO_MANY_NAMED = 'Up to 1,000 contacts can be named one by one. Narrow the list with a filter instead.';

/** Which contacts: those ticked, or all that a list shows. Never everybody by leaving it out. */
const chosen = {
  ids: z.array(z.uuid()).min(1).max(MOST_NAMED, TOO_MANY_NAMED).optional(),
  list: listQuery
    .pick({ q: true, filter: true })
    .extend({
      except: z
        .array(z.uuid())
        .max(MOST_NAMED, TOO_MANY_NAMED)
        .optional()
        .describe('Those of the list that are not meant'),
    })
    .optional()
    .describe('`q` and `filter` as in the address of the list'),
};
const onlyOne = ({ ids, list }: { ids?: unknown; list?: unknown }) =>
  (ids === undefined) !== (list === undefined);
const ONLY_ONE = { message: 'Give either the ids of contacts or a list.', path: ['ids'] };

const edited = fields
  .pick({
    stage: true,
    source: true,
    jobTitle: true,
    companyName: true,
    postalCode: true,
    city: true,
    region: true,
    country: true,
    language: true,
  })
  .extend({ ownerId })
  .partial();
export const editedFields = edited.keyof().options;
const ONE_AT_A_TIME = 'Change one field at a time.';
const oneField = edited
  .extend({
    addTag: tagName.optional(),
    removeTag: tagName.optional(),
    properties: writtenProperties
      .refine((properties) => Object.keys(properties).length === 1, ONE_AT_A_TIME)
      .optional()
      .describe('One of your own properties, by key'),
  })
  .refine((change) => Object.keys(change).length === 1, ONE_AT_A_TIME);
const bulkEdit = z.strictObject({ ...chosen, change: oneField }).refine(onlyOne, ONLY_ONE);
const bulkDeletion = z.strictObject(chosen).refine(onlyOne, ONLY_ONE);

const bulkChanged = z.object({
  id: z.uuid().describe('To undo it'),
  count: z.number().int().describe('How many contacts were changed, or about how many will be'),
  operationId: z.uuid().nullable().describe('Above 1,000 contacts the work goes on in the background'),
});

/** For other rooms that do something with many contacts. */
export const chosenContacts = bulkDeletion;

export type EditedField = (typeof editedFields)[number];
export type ChosenContacts = z.output<typeof bulkDeletion>;
export type NewBulkEdit = z.output<typeof bulkEdit>;
export type BulkChanged = z.output<typeof bulkChanged>;

export const exportColumns = [
  'name',
  'givenName',
  'familyName',
  'email',
  'phone',
  'jobTitle',
  'companyName',
  'street',
  'postalCode',
  'city',
  'region',
  'country',
  'language',
  'stage',
  'source',
  'owner',
  'tags',
  'createdAt',
  'updatedAt',
  'id',
] as const;

const ownColumn = z.templateLiteral(['property:', z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)]);

const newExport = z
  .strictObject({
    ...chosen,
    sort: listQuery.shape.sort,
    columns: z
      .array(z.union([z.enum(exportColumns), ownColumn]))
      .min(1, 'Choose at least one column.')
      .optional()
      .describe('Own properties as property:key; all columns when they are not named'),
  })
  .refine(onlyOne, ONLY_ONE);

export type ExportColumn = (typeof exportColumns)[number] | `property:${string}`;
export type NewExport = z.output<typeof newExport>;

const started = z.object({ id: z.uuid().describe('Of the operation: follow it at /api/operations/{id}') });

const neighbours = z.object({
  previous: z.uuid().nullable(),
  next: z.uuid().nullable(),
  place: z
    .object({ position: z.number().int(), count: z.number().int() })
    .nullable()
    .describe('"3 of 38"; null in long lists'),
});

export type Neighbours = z.output<typeof neighbours>;

const params = z.object({ id: z.uuid() });
const nothing = z.null().describe('Done');

export const list = {
  tags,
  summary: 'List contacts',
  querystring: listQuery,
  response: { 200: listPage(contact) },
};
export const create = { tags, summary: 'Create a contact', body: newContact, response: { 201: contact } };
export const show = { tags, summary: 'Show a contact', params, response: { 200: contact } };
export const edit = {
  tags,
  summary: 'Change fields of a contact',
  params,
  body: contactChange,
  response: { 200: contact },
};
export const remove = {
  tags,
  summary: 'Delete a contact; it can be restored for 30 days',
  params,
  response: { 204: nothing },
};
export const restore = { tags, summary: 'Restore a deleted contact', params, response: { 200: contact } };
export const assign = {
  tags,
  summary: 'Give a contact to a colleague, or to nobody',
  params,
  body: z.strictObject({ ownerId }),
  response: { 200: contact },
};
export const beside = {
  tags,
  summary: 'The contacts before and after this one in a list',
  params,
  querystring: listQuery.pick({ q: true, filter: true, sort: true }),
  response: { 200: neighbours },
};
export const editMany = {
  tags,
  summary: 'Change one field of many contacts',
  body: bulkEdit,
  response: { 200: bulkChanged },
};
export const deleteMany = {
  tags,
  summary: 'Delete many contacts',
  body: bulkDeletion,
  response: { 200: bulkChanged },
};
export const undo = {
  tags,
  summary: 'Undo a bulk change, where nobody changed the same since',
  params,
  response: { 200: bulkChanged },
};
export const exportList = {
  tags,
  summary: 'Write a list of contacts, or those chosen, into a CSV',
  body: newExport,
  response: { 202: started },
};
