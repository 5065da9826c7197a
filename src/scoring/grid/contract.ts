import { z } from 'zod';
import { temperatures } from '../temperature.ts';

const tags = ['Scoring'];

export const grades = ['A', 'B', 'C', 'D'] as const;
const grade = z.enum(grades);
const temperature = z.enum(temperatures);

const cell = z.object({
  grade,
  temperature,
  count: z.number().int(),
  exact: z.boolean().describe('False for an estimate: then say "about"'),
  filter: z.string().describe('For GET /api/contacts?filter=: exactly these people'),
});
const grid = z.object({
  model: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
  cells: z.array(cell).describe('A to D, each cold, warm, hot; empty while no version is in force'),
});

const score = z.object({
  contactId: z.uuid(),
  temperature,
  grade,
  fit: z.number(),
  engagement: z.number(),
  propensity: z
    .number()
    .nullable()
    .describe('0 to 1: becomes a customer; null for visitors, customers, and while there is no model'),
});

export type Grade = z.output<typeof grade>;
export type GridCell = z.output<typeof cell>;
export type Grid = z.output<typeof grid>;
export type ShownScore = z.output<typeof score>;

const MOST_ASKED = 200;

export const showGrid = {
  tags,
  summary: 'How many contacts are in each cell of grade and temperature, as far as you may see them',
  response: { 200: grid },
};
export const ofContacts = {
  tags,
  summary: 'The scores of up to 200 contacts at once, for lists',
  querystring: z.object({
    contacts: z
      .string()
      .max(MOST_ASKED * 37)
      .transform((text) => text.split(','))
      .pipe(z.array(z.uuid()).max(MOST_ASKED))
      .describe('Ids with commas between'),
  }),
  response: { 200: z.object({ items: z.array(score) }) },
};
