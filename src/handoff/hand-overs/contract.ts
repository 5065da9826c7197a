import { z } from 'zod';
import { chosenContacts } from '../../audience/contract.ts';
import { newestFirstQuery } from '../../platform/lists.ts';
import { reasons } from '../lead.ts';
import { outcomes } from './outcome.ts';

const tags = ['Hand-off'];
const params = z.object({ id: z.uuid().describe('Of the operation') });
const outcome = z.enum(outcomes, 'Choose handed, open, worked, unreachable or rejected.');

const newHandOver = chosenContacts.safeExtend({
  note: z
    .string()
    .trim()
    .max(2_000, 'Please keep this to 2,000 characters.')
    .optional()
    .describe('What the reps should know; it stands on each of the hand-offs'),
});

const started = z.object({ id: z.uuid().describe('Of the operation: follow it at /api/operations/{id}') });

const handOver = z.object({
  id: z.uuid(),
  startedAt: z.date(),
  startedBy: z.string(),
  going: z.boolean().describe('Whether more may come'),
  counts: z
    .object({
      handed: z.number().int(),
      open: z.number().int().describe('With sales already: a hand-off is open'),
      worked: z.number().int().describe('With sales already: accepted and being worked on'),
      unreachable: z.number().int().describe('Neither an e-mail address nor a phone number is known'),
      rejected: z.number().int().describe('Sales rejected them before'),
    })
    .describe('Contacts by what became of them'),
});

const handedContact = z.object({
  id: z.uuid(),
  name: z.string(),
  companyName: z.string().nullable(),
  handoffId: z.uuid().nullable(),
  rep: z.string().nullable().describe('Who has them now'),
  reason: z.enum(reasons).nullable().describe('Why sales rejected them'),
});

export type NewHandOver = z.output<typeof newHandOver>;
export type HandOver = z.output<typeof handOver>;
export type HandedContact = z.output<typeof handedContact>;
export type HandedQuery = z.output<typeof handedQuery>;

const handedQuery = newestFirstQuery.extend({ outcome });

export const startHandOver = {
  tags,
  summary: 'Hand many contacts to sales, in the background',
  description:
    'Those ticked, or all that a list shows. Who is with sales already stays there; whom sales rejected, or nobody can reach, is refused. The routing gives the others to reps.',
  body: newHandOver,
  response: { 202: started },
};
export const showHandOver = {
  tags,
  summary: 'What became of the contacts that were handed to sales together',
  params,
  response: { 200: handOver },
};
export const listHanded = {
  tags,
  summary: 'The contacts behind one of its numbers',
  params,
  querystring: handedQuery,
  response: { 200: z.object({ items: z.array(handedContact), next: z.string().nullable() }) },
};
