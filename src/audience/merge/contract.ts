import { z } from 'zod';

const tags = ['Merges and duplicates'];

const named = z.object({ id: z.uuid(), name: z.string() });
const side = z.enum(['kept', 'gone'], 'Choose “kept” or “gone”.');
const seat = z.enum(['one', 'other']);

export const merge = z.object({
  id: z.uuid(),
  kept: named.extend({ name: z.string().nullable() }),
  gone: named,
  batchId: z.uuid().nullable().describe('Of merges that were ordered together'),
  mergedAt: z.date(),
  mergedBy: z.string(),
  unmergedAt: z.date().nullable().describe('When it was taken back'),
  unmergedBy: z.string().nullable(),
  undoable: z.boolean(),
});

export const unmerged = merge.extend({
  left: z.array(z.string()).describe('What could not be told apart and stays as it is, in words'),
});

export const newMerge = z.strictObject({
  with: z.uuid('Choose a contact.').describe('The contact that becomes part of this one'),
  choices: z
    .record(z.string().max(100), side)
    .default({})
    .describe(
      'Per field (givenName, email, phone, company, owner, … or property:KEY) whose value stands; what is not named ' +
        'keeps what is known, the further stage and the earlier source. Tags are united.',
    ),
});

const line = z.object({
  field: z.string().describe('As in `choices`'),
  label: z.string().nullable().describe('Of a property; fields have their own words'),
  one: z.string().nullable(),
  other: z.string().nullable(),
  same: z.boolean(),
  proposed: z
    .object({ one: seat, other: seat })
    .describe('Whose value stands if the one, or the other, is kept'),
});

const person = named.extend({ createdAt: z.string(), tags: z.array(z.string()) });

export const comparison = z.object({
  one: person,
  other: person,
  keep: seat.describe('Which of the two is proposed to be kept'),
  mayMerge: z.boolean(),
  lines: z.array(line),
});

export type Merge = z.output<typeof merge>;
export type Unmerged = z.output<typeof unmerged>;
export type Comparison = z.output<typeof comparison>;

const params = z.object({ id: z.uuid() });

export const make = {
  tags,
  summary: 'Merge another contact into this one',
  params,
  body: newMerge,
  response: { 201: merge },
};
export const list = {
  tags,
  summary: 'The contacts that were merged into this one',
  params,
  response: { 200: z.object({ items: z.array(merge) }) },
};
export const compare = {
  tags,
  summary: 'Two contacts side by side, with what a merge would make of them',
  params: z.object({ id: z.uuid(), otherId: z.uuid() }),
  response: { 200: comparison },
};
export const reverse = {
  tags,
  summary: 'Take a merge back: both contacts are there again',
  params,
  response: { 200: unmerged },
};
