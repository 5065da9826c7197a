import { z } from 'zod';
import { newestFirstPage, newestFirstQuery } from '../../platform/lists.ts';

const tags = ['Privacy'];

const params = z.object({ id: z.uuid() });

const newCopy = z.strictObject({
  format: z
    .enum(['html', 'json'], 'Choose HTML, to be read, or JSON, for programs.')
    .default('html')
    .describe('HTML to be read, JSON for programs'),
});

const newErasure = z.strictObject({
  contactId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(1, 'Say why, for example “Asked by e-mail on 3 March”.')
    .max(500, 'Please keep this to 500 characters.')
    .describe('Kept with the receipt: do not name the person in it'),
});

const erasure = z.object({
  id: z.uuid(),
  reason: z.string(),
  counts: z.record(z.string(), z.number().int()).describe('What was erased, and how much of it'),
  remains: z
    .object({ files: z.number().int(), until: z.iso.datetime({ offset: true }).nullable() })
    .describe(
      'Uploaded and exported files still to be looked through for the person, and when the last of them expires',
    ),
  erasedAt: z.date(),
  erasedBy: z.string(),
});

export type NewCopy = z.output<typeof newCopy>;
export type NewErasure = z.output<typeof newErasure>;
export type Erasure = z.output<typeof erasure>;

export const copy = {
  tags,
  summary: 'Write everything that is kept about a contact into a file',
  params,
  body: newCopy,
  response: {
    202: z.object({ id: z.uuid().describe('Of the operation: follow it at /api/operations/{id}') }),
  },
};
export const erase = {
  tags,
  summary: 'Erase a contact and everything about it, for good; answers with the receipt',
  body: newErasure,
  response: { 201: erasure },
};
export const erasures = {
  tags,
  summary: 'Receipts of erasures, newest first',
  querystring: newestFirstQuery.extend({
    subject: z
      .string()
      .trim()
      .max(254)
      .optional()
      .describe('An e-mail address or phone number: the receipts of whoever had it'),
  }),
  response: { 200: newestFirstPage(erasure) },
};
