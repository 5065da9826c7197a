import { z } from 'zod';
import { listPage, listQuery } from '../platform/lists.ts';
import { lostReasonNames, stages } from './deal.ts';

const tags = ['Deals'];

const name = z
  .string()
  .transform((text) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
  .pipe(z.string().min(1, 'Enter a name for the deal.').max(300, 'Please keep this to 300 characters.'));
/** JavaScript's exact whole numbers end at 9,007,199,254,740,991. */
const amount = z
  .int('Enter an amount.')
  .min(0, 'An amount is not below nothing.')
  .max(1e15, 'No deal is worth that much.')
  .describe('In the smallest unit of the currency');
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'Choose a currency such as EUR.');
const day = z.iso.date('Enter a day such as 2026-12-18.').describe('A calendar day');
const moment = z.iso.datetime({ offset: true });
const contactId = z.uuid('Choose a contact.').nullable();
const companyId = z.uuid('Choose a company.').nullable();
const ownerId = z.uuid('Choose a colleague.').nullable();

const stage = z.enum(stages, 'Choose open, won or lost.');
const lostReason = z.enum(lostReasonNames, 'Choose why it was lost.');

const fields = z.strictObject({
  name,
  amount: amount.nullable(),
  currency: currency.nullable().describe('With an amount always, without one never'),
  contactId,
  companyId,
  expectedCloseOn: day.nullable().describe('The day it is expected to be decided'),
});

const newDeal = fields.partial().extend({
  name,
  companyId: companyId.optional().describe('Where the contact works, when it is not said'),
  ownerId: ownerId.optional().describe('Whoever opens it, when it is not said'),
  openedAt: moment.optional().describe('Now, when it is not said'),
});

const dealChange = fields.partial().extend({
  updatedAt: moment
    .optional()
    .describe('The updatedAt this change is based on; if the deal changed since, the answer is a conflict'),
});

const newStage = z
  .strictObject({
    stage,
    reason: lostReason.optional().describe('Why it was lost'),
    words: z
      .string()
      .trim()
      .max(2_000, 'Please keep this to 2,000 characters.')
      .optional()
      .describe('What was said, in words'),
    closedAt: moment.optional().describe('When it was won or lost; now, when it is not said'),
  })
  .refine(({ stage, reason }) => stage !== 'lost' || reason !== undefined, {
    message: 'Say why it was lost.',
    path: ['reason'],
  })
  .refine(({ reason, words }) => reason !== 'other' || Boolean(words), {
    message: 'Say in a few words what it was.',
    path: ['words'],
  });

const someone = z.object({ id: z.uuid(), name: z.string() });

export const deal = z.object({
  id: z.uuid(),
  name: z.string(),
  stage,
  amount: z.number().int().nullable().describe('In the smallest unit of the currency'),
  currency: z.string().nullable(),
  owner: someone.nullable(),
  contact: someone.nullable(),
  company: someone.nullable(),
  handoffId: z.uuid().nullable().describe('The hand-off it came from'),
  expectedCloseOn: z.string().nullable(),
  lostReason: lostReason.nullable(),
  lostWords: z.string().nullable(),
  openedAt: z.date(),
  closedAt: z.date().nullable().describe('When it was won or lost'),
  updatedAt: z.date(),
  deletedAt: z.date().nullable().describe('When it was deleted; it can be restored for 30 days'),
});

const handoff = z.object({
  id: z.uuid(),
  openedAt: z.date(),
  trigger: z.string(),
  verdict: z.string().nullable(),
  words: z.string().nullable().describe('What the rep said to the verdict'),
  verdictAt: z.date().nullable(),
  rep: someone.nullable(),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
});

const dealShown = deal.extend({ handoff: handoff.nullable().describe('How it came to sales') });

/** One of these a currency: amounts are never converted. */
const sum = z.object({
  currency: z.string(),
  amount: z.number().int().describe('In the smallest unit of the currency'),
  count: z.number().int(),
});

const column = z.object({
  stage,
  count: z.number().int().describe('All of them, also those that are not shown'),
  sums: z.array(sum).describe('Of all of them, largest count first'),
  items: z
    .array(deal)
    .describe('At most 50: open ones by the day they are expected, closed ones newest first'),
});

const board = z.object({
  quarter: z.object({
    from: z.string().describe('The first day'),
    to: z.string().describe('The last day'),
  }),
  columns: z.array(column).describe('Open now; won and lost this quarter, in the time zone of who asks'),
});

const neighbours = z.object({
  previous: z.uuid().nullable(),
  next: z.uuid().nullable(),
  place: z.object({ position: z.number().int(), count: z.number().int() }).nullable(),
});

const newExport = z
  .strictObject({ sort: listQuery.shape.sort, ...listQuery.pick({ q: true, filter: true }).shape })
  .describe('`q`, `filter` and `sort` as in the address of the list');

export type NewExport = z.output<typeof newExport>;
export type Deal = z.output<typeof deal>;
export type DealShown = z.output<typeof dealShown>;
export type NewDeal = z.output<typeof newDeal>;
export type DealChange = z.output<typeof dealChange>;
export type NewStage = z.output<typeof newStage>;
export type Board = z.output<typeof board>;
export type BoardColumn = z.output<typeof column>;
export type Neighbours = z.output<typeof neighbours>;

const params = z.object({ id: z.uuid() });
const nothing = z.null().describe('Done');

export const list = {
  tags,
  summary: 'List deals',
  description:
    'Filters: name, stage, amount (in whole units of its currency), currency, owner, contact, company, handoff, lostReason, openedAt, closedAt, expectedCloseOn, updatedAt.',
  querystring: listQuery,
  response: { 200: listPage(deal) },
};
export const showBoard = {
  tags,
  summary: 'Open deals, and those won and lost this quarter, with their sums',
  querystring: listQuery.pick({ q: true, filter: true }),
  response: { 200: board },
};
export const create = { tags, summary: 'Open a deal', body: newDeal, response: { 201: deal } };
export const show = { tags, summary: 'Show a deal', params, response: { 200: dealShown } };
export const edit = {
  tags,
  summary: 'Change fields of a deal',
  params,
  body: dealChange,
  response: { 200: deal },
};
export const remove = {
  tags,
  summary: 'Delete a deal; it can be restored for 30 days',
  params,
  response: { 204: nothing },
};
export const restore = { tags, summary: 'Restore a deleted deal', params, response: { 200: deal } };
export const move = {
  tags,
  summary: 'Win a deal, lose it with a reason, or open it again',
  params,
  body: newStage,
  response: { 200: deal },
};
export const assign = {
  tags,
  summary: 'Give a deal to a colleague, or to nobody',
  params,
  body: z.strictObject({ ownerId }),
  response: { 200: deal },
};
export const beside = {
  tags,
  summary: 'The deals before and after this one in a list',
  params,
  querystring: listQuery.pick({ q: true, filter: true, sort: true }),
  response: { 200: neighbours },
};
export const exportList = {
  tags,
  summary: 'Write a list of deals into a CSV',
  body: newExport,
  response: {
    202: z.object({ id: z.uuid().describe('Of the operation: follow it at /api/operations/{id}') }),
  },
};
