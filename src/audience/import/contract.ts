import { z } from 'zod';
import { newestFirstPage, newestFirstQuery } from '../../platform/lists.ts';
import { sources, stages } from '../contact.ts';
import { propertyTypes } from '../properties/property.ts';
import { tagName } from '../tags/contract.ts';
import { isTimeZone } from './moments.ts';
import { dateOrders, matchKeys, matchRules, updateRules } from './options.ts';
import { encodings } from './table/encoding.ts';
import { formats } from './table/table.ts';
import { outcomes, targetNames } from './target.ts';

const tags = ['Imports'];

const columnName = z.string().max(1_000);
const field = z.string().max(120);

const reading = z
  .strictObject({
    format: z.enum(formats),
    encoding: z.enum(encodings, 'Choose one of the encodings.'),
    delimiter: z.string().length(1, 'A delimiter is one character.'),
    headerRow: z
      .number()
      .int()
      .min(0)
      .max(100)
      .describe('The line that names the columns, counted without empty ones; 0 when there is none'),
  })
  .describe('How the file is read; what is not given is guessed');

const newProperty = z.strictObject({
  label: z.string().trim().min(1).max(80).optional(),
  type: z.enum(propertyTypes),
  currency: z.string().length(3).toUpperCase().optional(),
});

/** What is said about an import, whichever way it comes: the page, a program, a mapping file. */
export const importOptions = z.strictObject({
  target: z.enum(targetNames, 'Choose contacts, companies or touchpoints.').default('contacts'),
  map: z
    .record(columnName, z.union([field, z.array(field).min(1).max(5)]))
    .optional()
    .describe(
      'Column of the file → field, or fields; guessed when it is not given. Your own: "property:hair_type"',
    ),
  reading: reading.partial().optional(),
  match: z
    .enum(matchRules, 'Choose whether to create, to update, or both.')
    .optional()
    .describe('Which rows are taken: of what is not known, of what is, or (when it is not given) both'),
  by: z
    .array(z.enum(matchKeys))
    .min(1, 'Choose by what known contacts are recognised.')
    .optional()
    .describe('By what known records are recognised, the strongest first'),
  update: z.enum(updateRules).optional().describe('Whether a value in the file replaces one that is there'),
  idSpace: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9_-]{1,40}$/, 'Use letters, digits and hyphens, such as shop or crm-2.')
    .optional()
    .describe('Whose ids the external ids are'),
  createCompanies: z.boolean().optional(),
  properties: z
    .record(z.string().max(63), newProperty)
    .optional()
    .describe('Properties to be made, by their key'),
  blanks: z.array(z.string().max(100)).max(50).optional().describe('Values that mean nothing: "Select"'),
  replace: z
    .record(columnName, z.record(z.string().max(500), z.string().max(500)))
    .optional()
    .describe('Per column: what is written → what is meant'),
  dates: z.enum(dateOrders).optional(),
  timeZone: z.string().max(60).refine(isTimeZone, 'Choose a time zone such as Europe/Berlin.').optional(),
  decimal: z.enum(['.', ',']).optional(),
  tags: z.array(tagName).max(20, 'Choose at most 20 tags.').optional().describe('On everybody of the file'),
  listId: z.uuid().optional().describe('The list that everybody of the file is put on'),
  stage: z.enum(stages, 'Choose one of the stages.').optional(),
  source: z.enum(sources, 'Choose one of the sources.').optional(),
  kind: z.string().trim().min(1).max(60).optional().describe('Of touchpoints whose row does not say'),
  channel: z.enum(sources, 'Choose one of the channels.').optional(),
  currency: z.string().length(3, 'Enter a currency such as EUR.').toUpperCase().optional(),
  when: z.string().max(40).optional().describe('Of touchpoints whose row does not say'),
});

const newImport = importOptions.extend({ fileId: z.uuid() });

/** As they were read: what is normalised on its way in cannot go out by the same schema. */
const shownOptions = importOptions.extend({ tags: z.array(z.string()).optional() });

const counts = z.object({
  seen: z.number().int(),
  ...Object.fromEntries(outcomes.map((outcome) => [outcome, z.number().int()])),
} as { seen: z.ZodNumber } & Record<(typeof outcomes)[number], z.ZodNumber>);

const fieldChoice = z.object({ field: z.string(), label: z.string(), group: z.string() });

const preview = z.object({
  target: z.enum(targetNames),
  reading,
  columns: z.array(
    z.object({
      name: z.string(),
      samples: z.array(z.string()),
      guess: z.string().nullable(),
      type: z.enum(propertyTypes).describe('What a property made of it would hold'),
      key: z.string().describe('The key such a property would get'),
    }),
  ),
  fields: z.array(fieldChoice),
  dates: z.enum(dateOrders).describe('In which order days and months can only be read'),
  missing: z.string().nullable().describe('Why it cannot be started like this'),
  brokenOff: z
    .string()
    .nullable()
    .describe('Why the file cannot be read after some of its first rows; only those would be imported'),
  rows: z.array(
    z.object({
      row: z.number().int().describe('As a spreadsheet numbers it'),
      outcome: z.enum(outcomes),
      name: z.string().describe('Of the known record'),
      fields: z.record(z.string(), z.string()).describe('As they will be'),
      before: z
        .record(z.string(), z.string())
        .describe('Of a known record, what is there now and will be otherwise'),
      problems: z.array(z.string()),
    }),
  ),
  remembered: z
    .object({ fileName: z.string(), madeBy: z.string(), madeAt: z.date(), options: shownOptions })
    .nullable()
    .describe('What was said last time about a file with the same columns'),
});

const shownImport = z.object({
  id: z.uuid(),
  target: z.enum(targetNames),
  fileName: z.string(),
  fileId: z.uuid().nullable().describe('The file as it was uploaded, while it is kept'),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  error: z.string().nullable(),
  madeBy: z.string(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  counts,
  notesFileId: z
    .uuid()
    .nullable()
    .describe('Rows that were skipped or of which something was left out, and why'),
  undo: z
    .object({
      operationId: z.uuid().nullable(),
      undoneAt: z.date().nullable(),
      fileId: z.uuid().nullable().describe('What was left as it is, and why'),
    })
    .nullable(),
  mayUndo: z.boolean(),
  isListed: z
    .boolean()
    .describe(
      'Whether the lists of contacts and companies can be filtered by it: [["importId","is",[id]]], importCreated, importUpdated',
    ),
  resultPath: z.string(),
});

export type NewImport = z.output<typeof newImport>;
export type ImportOptionsInput = z.input<typeof importOptions>;
export type ImportPreview = z.output<typeof preview>;
export type ShownImport = z.output<typeof shownImport>;

const params = z.object({ id: z.uuid() });
const started = z.object({ id: z.uuid().describe('Of the operation: follow it at /api/operations/{id}') });

export const list = {
  tags,
  summary: 'List imports, the newest first',
  querystring: newestFirstQuery,
  response: { 200: newestFirstPage(shownImport) },
};
export const show = { tags, summary: 'Show an import', params, response: { 200: shownImport } };
export const previewFile = {
  tags,
  summary: 'Show what the first rows of an uploaded file would become',
  body: newImport,
  response: { 200: preview },
};
export const start = {
  tags,
  summary: 'Import an uploaded file',
  body: newImport,
  response: { 202: started },
};
export const undo = {
  tags,
  summary: 'Take an import back, updates included, where nobody changed the same since',
  params,
  response: { 202: started },
};
