import { z } from 'zod';
import { listPage, listQuery } from '../../platform/lists.ts';
import { comparison, merge } from '../merge/contract.ts';

const tags = ['Merges and duplicates'];

export const states = ['open', 'dismissed'] as const;

const reason = z.object({
  field: z.enum([
    'givenName',
    'familyName',
    'name',
    'email',
    'phone',
    'company',
    'street',
    'postalCode',
    'city',
    'birthday',
    'identity',
  ]),
  how: z.enum(['same', 'similar', 'different', 'swapped']),
  weight: z.number().describe('Evidence in bits: above 0 for one person, below for two'),
});

export const duplicate = comparison.extend({
  id: z.uuid(),
  likelihood: z.number().min(0).max(1).describe('How likely it is that the two are one person'),
  certain: z.boolean().describe('Nothing clearly differs, so it may be merged together with others'),
  reasons: z.array(reason),
  clashes: z
    .array(z.object({ kind: z.string(), value: z.string(), times: z.number().int() }))
    .describe('Identities on which both were met'),
  state: z.enum(states),
  foundAt: z.date(),
  decidedAt: z.date().nullable(),
  decidedBy: z.string().nullable(),
});

export type Duplicate = z.output<typeof duplicate>;
export type Reason = z.output<typeof reason>;

const MOST = 50;

const query = listQuery.pick({ cursor: true }).extend({
  limit: z.coerce.number().int().min(1).max(MOST).default(20),
  state: z.enum(states).default('open'),
  contact: z.uuid().optional().describe('Only pairs with this contact'),
});

export type DuplicatesQuery = z.output<typeof query>;

const batch = z.object({
  batchId: z.uuid(),
  merges: z.array(merge),
  left: z.number().int().describe('How many more could be merged so'),
});

export type MergedBatch = z.output<typeof batch>;

const params = z.object({ id: z.uuid() });

export const list = {
  tags,
  summary: 'Pairs of contacts that may be one person, the likeliest first',
  querystring: query,
  response: { 200: listPage(duplicate) },
};
export const countCertain = {
  tags,
  summary: 'How many pairs are beyond doubt',
  response: { 200: z.object({ count: z.number().int(), exact: z.boolean() }) },
};
export const dismiss = {
  tags,
  summary: 'These two are not the same person',
  params,
  response: { 204: z.null().describe('Done') },
};
export const reopen = {
  tags,
  summary: 'Ask again whether these two are one person',
  params,
  response: { 204: z.null().describe('Done') },
};
export const mergeCertain = {
  tags,
  summary: 'Merge the pairs that are beyond doubt, up to 100 at once',
  response: { 201: batch },
};
export const reverseBatch = {
  tags,
  summary: 'Take back the merges that were ordered together',
  params,
  response: {
    200: z.object({
      unmerged: z.number().int(),
      kept: z.number().int().describe('Merges that stay, because of later changes'),
    }),
  },
};
