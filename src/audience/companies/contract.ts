import { z } from 'zod';
import { listPage, listQuery } from '../../platform/lists.ts';
import { countryOf, read, stage, words } from '../contract.ts';
import { propertyValues, writtenProperties } from '../properties/contract.ts';
import { writtenTags } from '../tags/contract.ts';
import { cleanName, isFreeMail, normaliseDomain } from './company.ts';

const tags = ['Companies'];

const name = z
  .string()
  .max(200, 'Please keep this to 200 characters.')
  .transform((text) => cleanName(text.replaceAll(/\p{Cc}+/gu, ' ')))
  .refine((text) => text !== '', 'Enter the name of the company.');

const domain = read(300, normaliseDomain, 'Enter a domain such as hallow.example.')
  .refine(
    (text) => text === null || !isFreeMail(text),
    'Everybody can have a mailbox there, so no company is known by this domain.',
  )
  .describe('By which the company is recognised; read from an address of a page or a mailbox, too');

const employees = z
  .int('Enter a whole number.')
  .min(0, 'Enter a whole number.')
  .max(100_000_000, 'No company has that many people.')
  .nullable();

const ownerId = z.uuid('Choose a colleague.').nullable();
const parentId = z.uuid('Choose a company.').nullable();

const fields = z.strictObject({
  name,
  domain,
  phone: words(50).describe('As written; stored as E.164, read as somebody in `country` would dial it'),
  industry: words(100),
  employees: employees.describe('How many people work there'),
  street: words(200),
  postalCode: words(20),
  city: words(100),
  region: words(100).describe('State, county or province'),
  country: read(2, countryOf, 'Enter a country code of two letters such as GB.').describe('ISO 3166 alpha-2'),
  parentId: parentId.describe('The company this one belongs to'),
  tags: writtenTags,
  properties: writtenProperties,
});

const newCompany = fields.partial().extend({ name, ownerId: ownerId.optional() });

const companyChange = fields.partial().extend({
  updatedAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe(
      'The updatedAt this change is based on; if the company changed since, the answer is a conflict',
    ),
});

const someone = z.object({ id: z.uuid(), name: z.string() });

export const company = z.object({
  id: z.uuid(),
  name: z.string(),
  domain: z.string().nullable(),
  phone: z.string().nullable().describe('E.164; null when the number could not be understood'),
  phoneOriginal: z.string().nullable().describe('As it was written'),
  industry: z.string().nullable(),
  employees: z.number().int().nullable(),
  street: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  parent: someone.nullable().describe('The company this one belongs to'),
  owner: someone.nullable(),
  tags: z.array(z.string()),
  properties: propertyValues,
  people: z.number().int().describe('How many contacts work there; counted up to 1,000'),
  createdAt: z.date(),
  updatedAt: z.date(),
  deletedAt: z.date().nullable().describe('When it was deleted; it can be restored for 30 days'),
});

export type Company = z.output<typeof company>;
export type NewCompany = z.output<typeof newCompany>;
export type CompanyChange = z.output<typeof companyChange>;

const roleWords = z
  .array(z.string().trim().min(1).max(60, 'Please keep a role to 60 characters.'))
  .max(12, 'Up to twelve roles.')
  .transform((list) => [...new Set(list)]);

const person = z.object({
  id: z.uuid(),
  name: z.string(),
  jobTitle: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  stage,
  owner: someone.nullable(),
  worksHere: z.boolean(),
  roles: z.array(z.string()).describe('decision_maker, economic_buyer, champion … or words of one’s own'),
});

export type Person = z.output<typeof person>;

const newRoles = z.strictObject({
  roles: roleWords.default([]),
  worksHere: z.boolean().optional().describe('Left as it is when it is not said'),
});
export type NewRoles = z.output<typeof newRoles>;

const member = z.object({
  id: z.uuid(),
  name: z.string(),
  city: z.string().nullable(),
  parentId: z.uuid().nullable(),
  people: z.number().int(),
});
const family = z.object({
  companies: z.array(member).describe('From the one that belongs to nobody down, each after its parent'),
  more: z.boolean().describe('There are more than these'),
});
export type Family = z.output<typeof family>;

const suggestions = z.object({
  domain: z.string().nullable(),
  count: z.number().int().describe('Contacts with an e-mail address of this domain who work nowhere yet'),
  exact: z.boolean(),
  people: z.array(someone).describe('Some of them'),
});
export type Suggestions = z.output<typeof suggestions>;

const workplaces = z.object({
  company: z
    .object({ id: z.uuid(), name: z.string(), industry: z.string().nullable(), city: z.string().nullable() })
    .extend({ parent: someone.nullable(), roles: z.array(z.string()) })
    .nullable()
    .describe('Where the contact works'),
  colleagues: z.array(
    z.object({ id: z.uuid(), name: z.string(), jobTitle: z.string().nullable(), roles: z.array(z.string()) }),
  ),
  colleagueCount: z.number().int().describe('Counted up to 1,000'),
  others: z.array(z.object({ id: z.uuid(), name: z.string(), roles: z.array(z.string()) })),
  suggestion: someone
    .nullable()
    .describe('The company of their e-mail domain, or the one called as is written on the contact'),
});
export type Workplaces = z.output<typeof workplaces>;

const MOST_NAMED = 1_000;
const TOO_MANY_NAMED =
  'Up to 1,000 companies can be named one by one. Narrow the list with a filter instead.';
/** Which companies: those ticked, or all that a list shows. Never all by leaving it out. */
const chosen = {
  ids: z.array(z.uuid()).min(1).max(MOST_NAMED, TOO_MANY_NAMED).optional(),
  list: listQuery
    .pick({ q: true, filter: true })
    .extend({ except: z.array(z.uuid()).max(MOST_NAMED, TOO_MANY_NAMED).optional() })
    .optional()
    .describe('`q` and `filter` as in the address of the list'),
};
const onlyOne = ({ ids, list }: { ids?: unknown; list?: unknown }) =>
  (ids === undefined) !== (list === undefined);
const ONLY_ONE = { message: 'Give either the ids of companies or a list.', path: ['ids'] };

const edited = fields
  .pick({ industry: true, city: true, region: true, country: true })
  .extend({ ownerId })
  .partial();
export const editedFields = edited.keyof().options;
const bulkEdit = z
  .strictObject({
    ...chosen,
    change: edited.refine((change) => Object.keys(change).length === 1, 'Change one field at a time.'),
  })
  .refine(onlyOne, ONLY_ONE);
const bulkDeletion = z.strictObject(chosen).refine(onlyOne, ONLY_ONE);
const bulkChanged = z.object({
  id: z.uuid().describe('To undo it'),
  count: z.number().int().describe('How many companies were changed, or about how many will be'),
  operationId: z.uuid().nullable().describe('Above 1,000 companies the work goes on in the background'),
});

export type EditedCompanyField = (typeof editedFields)[number];
export type ChosenCompanies = z.output<typeof bulkDeletion>;
export type NewBulkEdit = z.output<typeof bulkEdit>;
export type BulkChanged = z.output<typeof bulkChanged>;

export const exportColumns = [
  'name',
  'domain',
  'phone',
  'industry',
  'employees',
  'street',
  'postalCode',
  'city',
  'region',
  'country',
  'parent',
  'owner',
  'tags',
  'people',
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

const neighbours = z.object({
  previous: z.uuid().nullable(),
  next: z.uuid().nullable(),
  place: z.object({ position: z.number().int(), count: z.number().int() }).nullable(),
});

const params = z.object({ id: z.uuid() });
const pair = z.object({ id: z.uuid(), contactId: z.uuid() });
const nothing = z.null().describe('Done');

export const list = {
  tags,
  summary: 'List companies',
  querystring: listQuery,
  response: { 200: listPage(company) },
};
export const create = { tags, summary: 'Create a company', body: newCompany, response: { 201: company } };
export const show = { tags, summary: 'Show a company', params, response: { 200: company } };
export const edit = {
  tags,
  summary: 'Change fields of a company; its contacts follow its name',
  params,
  body: companyChange,
  response: { 200: company },
};
export const remove = {
  tags,
  summary: 'Delete a company; it can be restored for 30 days',
  params,
  response: { 204: nothing },
};
export const restore = { tags, summary: 'Restore a deleted company', params, response: { 200: company } };
export const assign = {
  tags,
  summary: 'Give a company to a colleague, or to nobody',
  params,
  body: z.strictObject({ ownerId }),
  response: { 200: company },
};
export const beside = {
  tags,
  summary: 'The companies before and after this one in a list',
  params,
  querystring: listQuery.pick({ q: true, filter: true, sort: true }),
  response: { 200: neighbours },
};
export const showFamily = {
  tags,
  summary: 'The companies above and below this one',
  params,
  response: { 200: family },
};
export const listPeople = {
  tags,
  summary: 'Who works at a company or has a role in it; those with roles first',
  params,
  querystring: listQuery.pick({ cursor: true, limit: true }),
  response: { 200: listPage(person) },
};
export const setRoles = {
  tags,
  summary: 'Say what a contact is to a company, and whether they work there',
  params: pair,
  body: newRoles,
  response: { 200: person },
};
export const removePerson = {
  tags,
  summary: 'Take a contact out of a company: their roles, and that they work there',
  params: pair,
  response: { 204: nothing },
};
export const suggest = {
  tags,
  summary: 'Contacts who, by their e-mail addresses, seem to work at a company',
  params,
  response: { 200: suggestions },
};
export const acceptSuggestions = {
  tags,
  summary:
    'Link the contacts who, by their e-mail addresses, seem to work at a company; up to 1,000 at a time',
  params,
  response: { 200: z.object({ linked: z.number().int(), more: z.boolean() }) },
};
export const showWorkplaces = {
  tags,
  summary: 'Where a contact works, with whom, and what they are to other companies',
  params,
  response: { 200: workplaces },
};
export const editMany = {
  tags,
  summary: 'Change one field of many companies',
  body: bulkEdit,
  response: { 200: bulkChanged },
};
export const deleteMany = {
  tags,
  summary: 'Delete many companies',
  body: bulkDeletion,
  response: { 200: bulkChanged },
};
export const undo = {
  tags,
  summary: 'Undo a bulk change of companies, where nobody changed the same since',
  params,
  response: { 200: bulkChanged },
};
export const exportList = {
  tags,
  summary: 'Write a list of companies, or those chosen, into a CSV',
  body: newExport,
  response: {
    202: z.object({ id: z.uuid().describe('Of the operation: follow it at /api/operations/{id}') }),
  },
};
