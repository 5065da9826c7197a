import { z } from 'zod';
import { source, stage } from '../audience/contract.ts';

const figure = z
  .object({ count: z.number().int(), exact: z.boolean() })
  .describe('Not exact: there are more than could be counted in a moment');

const returned = z.object({
  id: z.uuid(),
  name: z.string(),
  companyName: z.string().nullable(),
  at: z.date().describe('The first touch after the silence'),
  silentSince: z.date(),
  channel: source.nullable(),
});

const mine = z.object({
  contacts: figure,
  touched: figure.describe('Of them, touched in the last seven days'),
  recent: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      companyName: z.string().nullable(),
      stage,
      at: z.date(),
      channel: source.nullable(),
    }),
  ),
});

const answer = z.object({
  computedAt: z.date(),
  empty: z.boolean().describe('There is nobody yet whom this user may see'),
  news: z
    .object({
      contacts: figure,
      companies: figure,
      stages: z.array(z.object({ stage, count: z.number().int() })),
      stagesExact: z.boolean(),
      touched: figure.describe('People with a touch'),
      channels: z.array(z.object({ channel: source.nullable(), count: z.number().int() })),
      imports: z.array(
        z.object({
          id: z.uuid(),
          fileName: z.string(),
          by: z.string(),
          target: z.enum(['contacts', 'companies', 'touchpoints']),
          endedAt: z.date(),
          seen: z.number().int().describe('Rows: the sum of the five that follow'),
          created: z.number().int(),
          updated: z.number().int(),
          unchanged: z.number().int(),
          skipped: z.number().int(),
          bot: z.number().int().describe('Of machines, kept apart'),
          undone: z.boolean(),
        }),
      ),
      merges: figure.describe('Contacts with which another one was merged'),
    })
    .describe('In the last 24 hours'),
  sources: z
    .object({
      now: z.number().int(),
      before: z.number().int(),
      exact: z.boolean(),
      items: z.array(z.object({ source, now: z.number().int(), before: z.number().int() })),
    })
    .describe('New contacts by where they first heard of us: the last 30 days, and the 30 before'),
  returned: z
    .object({ day: figure, week: figure, people: z.array(returned) })
    .describe('Touched again after 30 days of silence or more'),
  duplicates: figure.describe('Pairs that wait for somebody to decide'),
  mine: mine.nullable(),
  queue: z.boolean().describe('Whether a hand-off is open with whoever asks'),
});

export type Today = z.output<typeof answer>;
export type Figure = z.output<typeof figure>;

export const today = {
  tags: ['Today'],
  summary: 'What changed since yesterday, and what waits for you',
  response: { 200: answer },
};
