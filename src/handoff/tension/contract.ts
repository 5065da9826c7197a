import { z } from 'zod';
import { source as channel } from '../../audience/contract.ts';
import { handoffStates, reasons, triggers, verdicts } from '../lead.ts';

const tags = ['Tension'];
const day = z.iso.date('Enter a date such as 2026-03-01.');
const count = z.number().int();
const grade = z.enum(['A', 'B', 'C', 'D']);
const line = z.enum(['met', 'below', 'unknown']);

const period = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(731)
    .optional()
    .describe('The last so many days; 30 if nothing is said'),
  from: day.optional().describe('Instead of `days`: from this day on, in your time zone'),
  to: day.optional().describe('Up to and with this day'),
});

const time = z
  .object({ median: z.number(), p90: z.number(), of: count })
  .nullable()
  .describe('Working minutes of the rep from the hand-off to the first contact; null when there was none');

const row = z.object({
  key: z.string().nullable().describe('The source or campaign; null: it is not known'),
  opened: count,
  judged: count,
  accepted: count.describe('Sales’ definition of a good lead: accepted, of those judged'),
  met: count.describe('Marketing’s definition: met the line of the model that was signed, of those opened'),
  metAccepted: count.describe('Of those judged: both say yes'),
  metRefused: count.describe('Marketing says yes, sales says no'),
  belowAccepted: count.describe('Marketing says no, sales says yes'),
  belowRefused: count.describe('Both say no'),
  match: count.describe('Fit A or B, of those opened with a fit'),
  graded: count.describe('Opened with a fit'),
  topReason: z.enum(reasons).nullable(),
  response: time,
});

const answer = z.object({
  computedAt: z.date(),
  from: z.date(),
  to: z.date(),
  read: count.describe('How many hand-offs the numbers are made of'),
  exact: z.boolean().describe('False: there were so many that only the newest were read'),
  mine: z.boolean().describe('Only the hand-offs within your reach are counted'),
  all: row,
  sources: z.array(row),
  campaigns: z.array(row).describe('The fifty with the most hand-offs'),
  reasons: z.array(z.object({ reason: z.enum(reasons), verdict: z.enum(verdicts), count })),
  grades: z.array(z.object({ grade: grade.nullable(), opened: count, judged: count, accepted: count })),
  line: z
    .object({ number: count, engagement: z.number(), fit: z.number() })
    .nullable()
    .describe('The line of the model in force: from which engagement and fit on a lead is hot'),
});

const handoff = z.object({
  id: z.uuid(),
  contact: z.object({ id: z.uuid(), name: z.string(), companyName: z.string().nullable() }),
  trigger: z.enum(triggers),
  state: z.enum(handoffStates),
  source: channel.nullable(),
  campaign: z.string().nullable(),
  fit: z.number().nullable(),
  grade: grade.nullable(),
  engagement: z.number().nullable(),
  line,
  rep: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  verdict: z.enum(verdicts).nullable(),
  reason: z.enum(reasons).nullable(),
  words: z.string().nullable(),
  openedAt: z.date(),
  firstContactAt: z.date().nullable(),
});

export const behindQuery = period.extend({
  source: z.string().max(40).optional().describe('`none`: it is not known'),
  campaign: z.string().max(200).optional().describe('`none`: it is not known'),
  verdict: z.enum([...verdicts, 'judged', 'refused', 'open']).optional(),
  reason: z.enum(reasons).optional(),
  grade: z.enum(['A', 'B', 'C', 'D', 'match', 'none']).optional(),
  line: line.optional(),
  answered: z.enum(['true', 'false']).optional().describe('Whether somebody reached out yet'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type PeriodQuery = z.output<typeof period>;
export type Tension = z.output<typeof answer>;
export type TensionRow = z.output<typeof row>;
export type TensionHandoff = z.output<typeof handoff>;
export type BehindQuery = z.output<typeof behindQuery>;
export type Grade = z.output<typeof grade>;

export const show = {
  tags,
  summary: 'Where marketing and sales see the same leads differently',
  querystring: period,
  response: { 200: answer },
};
export const behind = {
  tags,
  summary: 'The hand-offs behind one of the numbers, newest first',
  querystring: behindQuery,
  response: { 200: z.object({ items: z.array(handoff), next: z.string().nullable() }) },
};
