import { z } from 'zod';
import { newestFirstPage, newestFirstQuery } from '../../platform/lists.ts';
import { at, byId } from '../fields.ts';

const tags = ['Operations'];

export const operation = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  unit: z.string().nullable(),
  rate: z.number().nullable().describe('Per second'),
  secondsLeft: z.number().int().nullable(),
  cancelRequested: z.boolean(),
  error: z.string().nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  resultPath: z.string().nullable().describe('Where to see what came of it'),
  startedAt: at,
  finishedAt: at.nullable(),
});

export type Operation = z.output<typeof operation>;

export const list = {
  tags,
  summary: 'List long-running work, newest first',
  description: 'One’s own; administrators see everybody’s unless they ask for mine=true.',
  querystring: newestFirstQuery.extend({ mine: z.stringbool().default(false) }),
  response: { 200: newestFirstPage(operation) },
};
export const show = { tags, summary: 'Show how far it is', params: byId, response: { 200: operation } };
export const cancel = {
  tags,
  summary: 'Cancel it; what was done until then stays done',
  params: byId,
  response: { 200: operation },
};
