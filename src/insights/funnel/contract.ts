import { z } from 'zod';
import { stage } from '../../audience/contract.ts';

const tags = ['Funnel'];
const day = z.iso.date('Enter a date such as 2026-03-01.');
const count = z.number().int();

/** The customer's way, one step after the other. */
export const steps = ['visitor', 'lead', 'warm', 'hot', 'accepted', 'deal', 'customer'] as const;
const step = z.enum(steps);

const cohort = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_096)
    .optional()
    .describe('First seen in the last so many days; 90 if nothing is said'),
  from: day.optional().describe('Instead of `days`: first seen from this day on, in your time zone'),
  to: day.optional().describe('Up to and with this day'),
  source: z.string().max(40).optional().describe('Whose first channel this was'),
  segment: z.uuid().optional().describe('Who is in this segment today'),
  team: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .describe('Whose owner is in this team; `none`: nobody’s'),
});

const between = z
  .object({ median: z.number(), p90: z.number(), of: count })
  .nullable()
  .describe('Days from the step before to this one, of those who took both in this order');

const reached = z.object({
  step,
  count: count.describe('Came as far as this step, or further'),
  skipped: count.describe('Of them, came further without this step'),
  days: between,
});

const group = z.object({
  key: z.string().nullable().describe('The source, or the id of the segment or team; null: nobody’s'),
  label: z.string().nullable().describe('Of a segment or team its name'),
  steps: z.array(reached),
});

const answer = z.object({
  computedAt: z.date(),
  from: z.date(),
  to: z.date(),
  cohort: count,
  exact: z.boolean().describe('False: there are so many that a random part of them was read, so say "about"'),
  share: z.number().describe('The part of them that was read, 1 for all'),
  mine: z.boolean().describe('Only the people within your reach are counted'),
  steps: z.array(reached),
  groups: z.array(group).describe('By what was asked, the largest first; at most thirty'),
});

const person = z.object({
  id: z.uuid(),
  name: z.string(),
  companyName: z.string().nullable(),
  stage,
  source: z.string().nullable(),
  owner: z.string().nullable(),
  firstSeenAt: z.date(),
  reachedAt: z.date().nullable().describe('When they took the step; null for whoever did not'),
});

export const funnelQuery = cohort.extend({
  by: z.enum(['source', 'segment', 'team'], 'Choose source, segment or team.').optional(),
});
export const peopleQuery = cohort.extend({
  step,
  what: z
    .enum(['reached', 'dropped', 'skipped'])
    .default('reached')
    .describe(
      'reached it; dropped: reached the step before, but neither this nor a later one; skipped: came further without it',
    ),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type Step = z.output<typeof step>;
export type CohortQuery = z.output<typeof cohort>;
export type FunnelQuery = z.output<typeof funnelQuery>;
export type PeopleQuery = z.output<typeof peopleQuery>;
export type Funnel = z.output<typeof answer>;
export type FunnelStep = z.output<typeof reached>;
export type FunnelGroup = z.output<typeof group>;
export type FunnelPerson = z.output<typeof person>;

export const show = {
  tags,
  summary: 'The way from visitor to customer: how many, how fast, and where they are lost',
  querystring: funnelQuery,
  response: { 200: answer },
};
export const people = {
  tags,
  summary: 'The people behind one of the numbers, those first seen last on top',
  querystring: peopleQuery,
  response: { 200: z.object({ items: z.array(person), next: z.string().nullable() }) },
};
