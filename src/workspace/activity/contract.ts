import { z } from 'zod';
import { at, someone } from '../fields.ts';

const tags = ['Activity'];
const cursor = z.coerce.number('This cursor belongs to another list.').int().positive().optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const day = z.iso.date('Enter a date such as 2026-03-01.').optional();

const subjectShape = z.object({ kind: z.string(), id: z.uuid() });

const subject = z
  .string()
  .transform((text) => ({
    kind: text.slice(0, Math.max(0, text.indexOf(':'))),
    id: text.slice(text.indexOf(':') + 1),
  }))
  .pipe(subjectShape.extend({ id: z.uuid('A subject is a kind and an id, such as contact:0190….') }))
  .describe('Kind and id, such as contact:01900000-…');

export const activityItem = z.object({
  id: z.uuid(),
  at,
  name: z.string().describe('What happened, such as contact.updated'),
  actor: z.object({ kind: z.enum(['user', 'key', 'system']), id: z.uuid().nullable(), name: z.string() }),
  subject: subjectShape,
  payload: z.record(z.string(), z.unknown()),
  changes: z
    .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
    .describe('Field → old and new'),
});

const except = z
  .string()
  .max(1_000)
  .transform((text) => text.split(',').filter(Boolean))
  .optional()
  .describe('Events to leave out, with commas between');

const page = z.object({
  items: z.array(activityItem),
  people: z.array(someone).describe('The people whose ids stand in payloads and changes'),
  next: z.string().nullable(),
});

export type ActivityItem = z.output<typeof activityItem>;
export type ActivityPage = z.output<typeof page>;

export const activity = {
  tags,
  summary: 'What happened to a record, newest first',
  querystring: z.object({ subject, except, cursor, limit }),
  response: { 200: page },
};

export const audit = {
  tags,
  summary: 'Who changed what, everywhere, newest first',
  description:
    'A page may hold fewer items than asked for, or none, and still have a next one: go on until it is null.',
  querystring: z.object({
    q: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe('Found in the actor’s name, old and new values and payload'),
    actor: z.uuid().optional(),
    kind: z.string().max(60).optional().describe('Kind of record, such as contact'),
    subject: subject.optional(),
    name: z.string().max(100).optional().describe('What happened; "contact." finds all of contacts'),
    from: day.describe('First day'),
    to: day.describe('Last day'),
    cursor,
    limit,
  }),
  response: { 200: page },
};

export type AuditQuery = z.output<typeof audit.querystring>;
