import { z } from 'zod';
import { at, byId, name, nothing, shownHours, teamKind, timeZone, workingHours } from '../fields.ts';

const tags = ['Teams'];

export const team = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: teamKind,
  timeZone: z.string().nullable().describe('Null: the workspace’s'),
  workingHours: shownHours.nullable().describe('Null: Monday to Friday, nine to five'),
  members: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string() })),
  createdAt: at,
});

export const holiday = z.object({
  id: z.uuid(),
  date: z.string(),
  name: z.string(),
  teamId: z.uuid().nullable().describe('Null: everybody’s'),
});

export type Team = z.output<typeof team>;
export type Holiday = z.output<typeof holiday>;

const fields = z.object({
  name,
  kind: teamKind,
  timeZone: timeZone.nullable().optional(),
  workingHours: workingHours.nullable().optional(),
});
const member = z.object({ id: z.uuid(), userId: z.uuid() });

export const list = { tags, summary: 'List teams', response: { 200: z.object({ items: z.array(team) }) } };
export const show = { tags, summary: 'Show a team', params: byId, response: { 200: team } };
export const create = { tags, summary: 'Create a team', body: fields, response: { 201: team } };
export const change = {
  tags,
  summary: 'Change a team',
  params: byId,
  body: fields.partial(),
  response: { 200: team },
};
export const remove = {
  tags,
  summary: 'Delete a team; its members stay',
  params: byId,
  response: { 204: nothing },
};
export const addMember = { tags, summary: 'Add somebody to a team', params: member, response: { 200: team } };
export const removeMember = {
  tags,
  summary: 'Take somebody out of a team',
  params: member,
  response: { 200: team },
};

export const listHolidays = {
  tags,
  summary: 'List holidays, in order of date',
  querystring: z.object({
    from: z.iso.date('Enter a date such as 2027-01-01.').optional(),
    to: z.iso.date('Enter a date such as 2027-12-31.').optional(),
    teamId: z.uuid().optional().describe('Of this team, and everybody’s'),
  }),
  response: { 200: z.object({ items: z.array(holiday) }) },
};
export const addHoliday = {
  tags,
  summary: 'Add a holiday of a team, or of everybody',
  body: z.object({
    date: z.iso.date('Enter a date such as 2027-01-01.'),
    name,
    teamId: z.uuid().nullable().default(null),
  }),
  response: { 201: holiday },
};
export const removeHoliday = { tags, summary: 'Remove a holiday', params: byId, response: { 204: nothing } };
