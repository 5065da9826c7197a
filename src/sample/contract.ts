import { z } from 'zod';
import { DEFAULT_CONTACTS, DEFAULT_SEED, FEWEST_CONTACTS, MOST_CONTACTS } from './world/world.ts';

const tags = ['Sample company'];

const state = z.object({
  state: z
    .enum(['absent', 'loading', 'stopped', 'loaded', 'removing'])
    .describe('stopped: a load that was cancelled or given up; it can go on or be removed'),
  asked: z.boolean().describe('Whether the choice of the first visit is still to be made'),
  others: z.boolean().describe('Whether there are contacts that do not belong to it'),
  contacts: z.number().int().describe('So far'),
  touchpoints: z.number().int(),
  wanted: z.number().int().nullable(),
  seed: z.number().int().nullable(),
  from: z.date().nullable(),
  to: z.date().nullable(),
  operationId: z.uuid().nullable(),
});

const wanted = z.strictObject({
  contacts: z
    .int('Enter a whole number.')
    .min(FEWEST_CONTACTS, `Enter at least ${FEWEST_CONTACTS}.`)
    .max(MOST_CONTACTS, `Enter at most ${MOST_CONTACTS.toLocaleString('en-GB')}.`)
    .default(DEFAULT_CONTACTS),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(DEFAULT_SEED)
    .describe('The same seed makes the same company'),
  besideOthers: z.boolean().default(false).describe('Load it although there are other contacts'),
});

const started = z.object({ operationId: z.uuid() });

export type SampleState = z.output<typeof state>;
export type WantedSample = z.output<typeof wanted>;

export const show = { tags, summary: 'Whether the sample company is here', response: { 200: state } };
export const load = {
  tags,
  summary: 'Load the sample company, or go on with a load that was stopped',
  body: wanted,
  response: { 202: started },
};
export const remove = {
  tags,
  summary: 'Take away everything the sample company brought',
  response: { 202: started },
};
export const choose = {
  tags,
  summary: 'Say on the first visit that you start empty',
  body: z.strictObject({ choice: z.literal('empty') }),
  response: { 204: z.null() },
};
