import { z } from 'zod';
import { LONGEST_TEXT, propertyTypes } from './property.ts';

const tags = ['Properties'];

const LONGEST_KEY = 63;
const MOST_VALUES = 300;

const kept = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** Of a record, as it is shown. */
export const propertyValues = z
  .record(z.string(), kept)
  .describe(
    'Values of your own properties by key: money in minor units, dates as YYYY-MM-DD, choices by their value, users by id',
  );

/** Of a record, as it is written: in the shape it is kept in, or as people write it. */
export const writtenProperties = z
  .record(
    z.string().max(LONGEST_KEY),
    z.union([
      z.string().max(LONGEST_TEXT + 1_000),
      z.number(),
      z.boolean(),
      z.array(z.string().max(200)).max(MOST_VALUES),
      z.null(),
    ]),
  )
  .describe(
    'By key; what is not named stays, null takes a value away. Texts are read as people write them: "1,234.50 €", "12 March 2026", "Yes", the label of a choice',
  );

export const recordKind = z.enum(['contact', 'company'], 'Choose contacts or companies.');
const type = z.enum(propertyTypes, 'Choose one of the types.');

const label = z
  .string()
  .trim()
  .min(1, 'Give the property a name.')
  .max(80, 'Please keep this to 80 characters.')
  .transform((text) => text.replaceAll(/[\p{Cc}\s]+/gu, ' '));
const description = z
  .string()
  .trim()
  .max(500, 'Please keep this to 500 characters.')
  .transform((text) => text || null)
  .nullable();
const writtenChoice = z.strictObject({
  value: z
    .string()
    .max(200)
    .optional()
    .describe('Of a choice that is there; made from the label of a new one'),
  label: z
    .string()
    .trim()
    .min(1, 'Enter a label for every choice.')
    .max(100, 'Please keep this to 100 characters.'),
  retired: z.boolean().optional().describe('Stays with the records that have it, but is not offered'),
});
const currency = z.string().length(3).toUpperCase().nullable().describe('Of money: ISO 4217');

const newProperty = z.strictObject({
  recordKind,
  label,
  description: description.optional(),
  type,
  choices: z.array(writtenChoice).optional(),
  currency: currency.optional(),
});

const propertyChange = z.strictObject({
  label: label.optional(),
  description: description.optional(),
  type: type.optional().describe('Only while no record has a value'),
  choices: z.array(writtenChoice).optional().describe('All of them, in their order'),
  currency: currency.optional(),
});

export const property = z.object({
  id: z.uuid(),
  recordKind,
  key: z.string().describe('Made from the first label; never changes'),
  label: z.string(),
  description: z.string().nullable(),
  type,
  choices: z.array(z.object({ value: z.string(), label: z.string(), retired: z.boolean().optional() })),
  currency: z.string().nullable(),
  position: z.number().int(),
  indexWantedAt: z.date().nullable(),
  indexedAt: z.date().nullable().describe('Since when long lists are fast to filter and sort by it'),
  createdAt: z.date(),
  updatedAt: z.date(),
  archivedAt: z.date().nullable(),
});

const usage = z.object({ count: z.number().int(), exact: z.boolean() });

export type PropertyAnswer = z.output<typeof property>;
export type PropertyUsage = z.output<typeof usage>;

const params = z.object({ id: z.uuid() });

export const list = {
  tags,
  summary: 'List the properties of contacts or companies',
  querystring: z.object({
    recordKind,
    archived: z.enum(['true', 'false']).optional().describe('Archived ones, too'),
  }),
  response: { 200: z.object({ items: z.array(property) }) },
};
export const usages = {
  tags,
  summary: 'About how many records have a value of each property',
  querystring: z.object({ recordKind }),
  response: { 200: z.object({ usage: z.record(z.string(), usage) }) },
};
export const declare = { tags, summary: 'Create a property', body: newProperty, response: { 201: property } };
export const edit = {
  tags,
  summary: 'Change a property',
  params,
  body: propertyChange,
  response: { 200: property },
};
export const archive = {
  tags,
  summary: 'Archive a property; its values are kept',
  params,
  response: { 200: property },
};
export const restore = { tags, summary: 'Restore an archived property', params, response: { 200: property } };
export const order = {
  tags,
  summary: 'Put properties in order',
  body: z.strictObject({ recordKind, ids: z.array(z.uuid()).max(1_000) }),
  response: { 200: z.object({ items: z.array(property) }) },
};
export const index = {
  tags,
  summary: 'Make long lists fast to filter and sort by a property; the work goes on in the background',
  params,
  response: { 202: property },
};
export const dropIndex = {
  tags,
  summary: 'Give up the index of a property',
  params,
  response: { 202: property },
};
