import { z } from 'zod';
import { listPage, listQuery } from '../../platform/lists.ts';
import {
  at,
  byId,
  email,
  name,
  nothing,
  role,
  shownHours,
  someone,
  teamKind,
  timeZone,
  workingHours,
} from '../fields.ts';

const tags = ['People'];
const token = z.object({ token: z.string().min(1).max(200) });

export const person = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  timeZone: z.string().nullable().describe('Null: the team’s, or else the workspace’s'),
  workingHours: shownHours.nullable().describe('Null: the team’s'),
  teams: z.array(z.object({ id: z.uuid(), name: z.string(), kind: teamKind })),
  secondFactor: z.boolean(),
  active: z.boolean(),
  deactivatedAt: at.nullable(),
  deactivatedBy: someone.nullable(),
  lastSeenAt: z.date().nullable(),
  createdAt: at,
});

export const invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role,
  teamIds: z.array(z.uuid()),
  invitedBy: someone.nullable(),
  createdAt: at,
  expiresAt: at,
  expired: z.boolean(),
});

const invitationWithLink = invitation.extend({ link: z.string().describe('Mailed, and shown here once') });

export type Person = z.output<typeof person>;
export type Invitation = z.output<typeof invitation>;
export type InvitationWithLink = z.output<typeof invitationWithLink>;

export const list = {
  tags,
  summary: 'List the people who work here',
  description: 'Filters: role is, active is, team is. Sorts: name, created_at.',
  querystring: listQuery,
  response: { 200: listPage(person) },
};
export const show = { tags, summary: 'Show a person', params: byId, response: { 200: person } };
export const change = {
  tags,
  summary: 'Change a person’s name, role or hours, or deactivate them',
  params: byId,
  body: z.object({
    name: name.optional(),
    role: role.optional(),
    timeZone: timeZone.nullable().optional(),
    workingHours: workingHours.nullable().optional(),
    active: z.boolean().optional().describe('False ends all their sessions'),
  }),
  response: { 200: person },
};

export const invite = {
  tags,
  summary: 'Invite somebody',
  body: z.object({
    email,
    name: name.nullable().optional(),
    role,
    teamIds: z.array(z.uuid()).max(50).default([]),
  }),
  response: { 201: invitationWithLink },
};
export const listInvitations = {
  tags,
  summary: 'List open invitations',
  response: { 200: z.object({ items: z.array(invitation) }) },
};
export const renew = {
  tags,
  summary: 'Send an invitation again, with a new link',
  params: byId,
  response: { 200: invitationWithLink },
};
export const revoke = { tags, summary: 'Revoke an invitation', params: byId, response: { 204: nothing } };
export const showInvitation = {
  tags: ['Sign-in'],
  summary: 'What an invitation says',
  params: token,
  response: {
    200: z.object({
      workspaceName: z.string(),
      email: z.string(),
      name: z.string().nullable(),
      roleName: z.string(),
      invitedBy: z.string().nullable(),
    }),
  },
};
export const accept = {
  tags: ['Sign-in'],
  summary: 'Accept an invitation and sign in',
  params: token,
  body: z.object({ name, password: z.string().min(1, 'Enter a password.').max(200), timeZone }),
  response: { 204: nothing },
};
