import { z } from 'zod';

const MOST_REPS = 200;

const span = z.object({ from: z.string(), to: z.string() });
const hours = z.object({
  timeZone: z.string(),
  week: z.record(z.string(), z.array(span)).describe('1 is Monday, 7 Sunday; a day that is missing is free'),
  holidays: z.array(z.string()).describe('From two years ago until in one'),
});
const repHours = hours.extend({ repId: z.uuid() });

export type Hours = z.output<typeof hours>;
export type RepHours = z.output<typeof repHours>;

export const showHours = {
  tags: ['Hand-off'],
  summary: 'When reps work: what clocks are counted in',
  querystring: z.object({
    reps: z
      .string()
      .default('')
      .transform((ids) => ids.split(',').filter((id) => id !== ''))
      .pipe(z.array(z.uuid()).max(MOST_REPS))
      .describe('Their ids, separated by commas; of nobody, the usual hours alone'),
  }),
  response: {
    200: z.object({
      items: z.array(repHours),
      usual: hours.describe('Of the workspace: what counts for a lead that nobody has yet'),
    }),
  },
};
