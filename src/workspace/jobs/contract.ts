import { z } from 'zod';
import { at, nothing } from '../fields.ts';

const tags = ['Jobs'];
const state = z.enum(['queued', 'scheduled', 'running', 'failed']);
const byJobId = z.object({ id: z.string().regex(/^\d{1,18}$/, 'This is not the id of a job.') });

export const job = z.object({
  id: z.string(),
  name: z.string(),
  state: state.describe('Scheduled: due later, or waiting for its next attempt. Failed: out of attempts.'),
  queue: z.string().nullable(),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  runAt: at,
  createdAt: at,
  startedAt: at.nullable(),
  worker: z.string().nullable().describe('Host and process that run it'),
  error: z.string().nullable(),
  payloadKeys: z.array(z.string()).describe('What it was given, without the values'),
});

export type Job = z.output<typeof job>;

export const list = {
  tags,
  summary: 'List jobs',
  querystring: z.object({
    state: state.optional(),
    cursor: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: { 200: z.object({ items: z.array(job), next: z.string().nullable() }) },
};
export const counts = {
  tags,
  summary: 'Count jobs by state',
  response: {
    200: z.object({ queued: z.number(), scheduled: z.number(), running: z.number(), failed: z.number() }),
  },
};
export const retry = {
  tags,
  summary: 'Run a job now, with all its attempts',
  params: byJobId,
  response: { 204: nothing },
};
export const discard = { tags, summary: 'Discard a job', params: byJobId, response: { 204: nothing } };
