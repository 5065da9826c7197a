import { z } from 'zod';
import { temperatures } from '../temperature.ts';

const tags = ['Scoring'];

const count = z.number().int();
const capacity = z
  .int('Enter a whole number of leads a week.')
  .min(0, 'Enter a number of leads a week, 0 or more.')
  .max(1_000_000, 'Enter a number of leads a week below a million.');

const week = z.object({
  week: z.string().describe('Monday of the week, as a day'),
  people: count.describe('Who became hot in it for the first time within the window'),
});

/** What one model makes of the last 90 days. */
const side = z.object({
  already: count.describe('Who was hot already when the 90 days began'),
  people: count.describe('Who would have become hot at least once'),
  moves: count.describe('How often somebody would have become hot'),
  ever: count.describe('Who would have been hot at any time, those from before among them'),
  now: z.object({ cold: count, warm: count, hot: count }).describe('Who is what at the end'),
  accepted: count.describe('Of those who were hot at any time: whom sales took on afterwards'),
  rejected: count.describe('Of those who were hot at any time: whom sales rejected afterwards'),
  won: count.describe('Of those who were hot at any time: who became a customer afterwards'),
  weeks: z.array(week).describe('Oldest first, every week of the window'),
});

const person = z.object({
  id: z.uuid(),
  name: z.string(),
  about: z.string().nullable(),
  from: z.enum(temperatures).describe('By the model in force'),
  to: z.enum(temperatures).describe('By this version'),
});
const moved = z.object({
  count,
  people: z.array(person).describe('At most 50 of them, and only whom you may see'),
});

const warning = z.object({
  kind: z.enum(['everybody', 'nobody', 'over_capacity']),
  words: z.string(),
});

const outcome = z.object({
  since: z.date(),
  until: z.date(),
  contacts: count.describe('How many there are'),
  looked: count.describe(
    'How many were replayed; fewer than there are is a sample, and counts are scaled up',
  ),
  accepted: count.describe('Whom sales took on in the window, hot or not'),
  won: count.describe('Who became a customer in the window, hot or not'),
  draft: side,
  inForce: side.nullable().describe('Null while no version is in force'),
  movesIn: moved.describe('Hot now by this version, not by the one in force'),
  movesOut: moved.describe('Hot now by the one in force, not by this version'),
});

const simulation = z.object({
  id: z.uuid(),
  modelId: z.uuid(),
  comparedWith: z.object({ id: z.uuid(), number: count }).nullable(),
  capacity: count.describe('Hot leads a week that the reps can take on'),
  capacitySaid: z
    .boolean()
    .describe('Somebody typed it; else it is what the reps can take on by the routing'),
  operationId: z.uuid().nullable().describe('Follow it at /api/operations/{id}'),
  startedBy: z.string(),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  current: z.boolean().describe('False when the version was changed since'),
  outcome: outcome.nullable().describe('Null until it is done'),
  warnings: z.array(warning).describe('What to know before signing'),
});

export type Simulation = z.output<typeof simulation>;
export type SimulationOutcome = z.output<typeof outcome>;
export type SimulatedSide = z.output<typeof side>;
export type SimulatedPerson = z.output<typeof person>;
export type Warning = z.output<typeof warning>;

const params = z.object({ id: z.uuid() });

export const simulate = {
  tags,
  summary: 'Replay the last 90 days with a version, as an operation',
  params,
  body: z.strictObject({
    capacity: capacity
      .optional()
      .describe(
        'Left out: as somebody said last, else as many as the reps who take leads can have open by the routing',
      ),
  }),
  response: { 202: simulation },
};
export const list = {
  tags,
  summary: 'The simulations of a version, newest first',
  params,
  response: { 200: z.object({ items: z.array(simulation) }) },
};
export const show = { tags, summary: 'Show a simulation', params, response: { 200: simulation } };
export const change = {
  tags,
  summary: 'Judge a simulation against another capacity',
  params,
  body: z.strictObject({ capacity }),
  response: { 200: simulation },
};

// For the pages, which take types from contracts only.
export type {
  EngagementGroup,
  EngagementRule,
  FitRule,
  ModelDocument,
  ModelState,
  RaisedHand,
  TemperatureLine,
  TouchMatch,
} from '../model.ts';
export type { Temperature } from '../temperature.ts';
