import { z } from 'zod';
import { roles } from '../platform/actor.ts';
import { teamKinds } from './teams/team.ts';

/** Fields that several contracts of this room share. */

export const role = z.enum(roles, 'Choose a role.');
export const teamKind = z.enum(teamKinds, 'Choose what the team does.');

export const name = z.string().trim().min(1, 'Enter a name.').max(100, 'Use at most 100 characters.');

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address such as anna@example.com.'));

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Choose a time zone such as Europe/Berlin.')
  .describe('IANA name, such as Europe/Berlin');

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Enter a time such as 09:00.');
const span = z
  .object({ from: clock, to: clock })
  .refine(({ from, to }) => from < to, 'The end must come after the start.');
const day = z
  .array(span)
  .max(6)
  .refine(isInOrder, 'The hours of a day must follow each other without overlapping.')
  .optional();

export const workingHours = z
  .object({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day })
  .transform((week) =>
    Object.fromEntries(Object.entries(week).filter(([, spans]) => spans && spans.length > 0)),
  )
  .describe('Hours per weekday, 1 is Monday; a day left out is free');

export const shownHours = z.record(z.string(), z.array(z.object({ from: z.string(), to: z.string() })));

export const at = z.date().describe('When');
export const someone = z.object({ id: z.string(), name: z.string() });
export const nothing = z.null().describe('Done');
export const byId = z.object({ id: z.uuid('This is not an id.') });

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

function isInOrder(spans: { from: string; to: string }[]): boolean {
  return spans.every((span, index) => index === 0 || (spans[index - 1]?.to ?? '') <= span.from);
}
