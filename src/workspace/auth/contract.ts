import { z } from 'zod';
import { at, email, name, nothing, role, shownHours, teamKind, timeZone, workingHours } from '../fields.ts';
import { settings } from '../settings/contract.ts';

const tags = ['Sign-in'];
const mine = ['My account'];

const methods = z.object({
  password: z.boolean(),
  oidc: z.object({ name: z.string() }).nullable().describe('The identity provider, if there is one'),
});
const password = z.string('Enter a password.').min(1, 'Enter a password.').max(200);
const code = z.string().trim().min(6, 'Enter the code from your app, or a backup code.').max(40);
const token = z.string().min(1).max(200);

export const session = z.object({
  id: z.uuid(),
  device: z.string().describe('In words, such as "Chrome on Windows"'),
  ip: z.string().nullable(),
  createdAt: at,
  lastSeenAt: at,
  current: z.boolean(),
});

export const me = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    timeZone: z.string().describe('Their own, or else their team’s, or else the workspace’s'),
    ownTimeZone: z.string().nullable(),
    workingHours: shownHours.nullable().describe('Null: their team’s'),
    language: z.string().nullable(),
    teams: z.array(z.object({ id: z.uuid(), name: z.string(), kind: teamKind })),
    secondFactor: z.boolean(),
  }),
  workspace: settings,
  permissions: z.array(z.string()),
  scopes: z
    .record(z.string(), z.enum(['own', 'team', 'all']))
    .describe(
      'How far each permission reaches: one’s own records, those of one’s teams and nobody’s, or all',
    ),
  signInMethods: methods,
});

export type Me = z.output<typeof me>;
export type Session = z.output<typeof session>;

export const showMethods = {
  tags,
  summary: 'What the sign-in page offers',
  querystring: z.object({
    refused: z.string().max(40).optional().describe('As the provider’s way back put it'),
  }),
  response: {
    200: methods.extend({
      refusal: z.string().nullable().describe('Why single sign-on did not let somebody in'),
    }),
  },
};
export const signIn = {
  tags,
  summary: 'Sign in with a password',
  description: 'Sets the session cookie, or answers that a code is still needed.',
  body: z.object({ email, password }),
  response: { 200: z.object({ secondFactor: z.boolean() }) },
};
export const secondFactor = {
  tags,
  summary: 'Give the code of an authenticator app, or a backup code',
  body: z.object({ code, trustDevice: z.boolean().optional() }),
  response: { 204: nothing },
};
export const signOut = { tags, summary: 'Sign out', response: { 204: nothing } };
export const startOidc = {
  tags,
  summary: 'Sign in with the identity provider: goes there',
  response: { 302: nothing },
};
export const finishOidc = {
  tags,
  summary: 'The way back from the identity provider',
  response: { 302: nothing },
};

export const showSetUp = {
  tags,
  summary: 'Whether a set-up link still works',
  querystring: z.object({ token }),
  response: { 200: z.object({ valid: z.boolean() }) },
};
export const setUp = {
  tags,
  summary: 'Set up the workspace and its owner, and sign in',
  body: z.object({ token, workspaceName: name, name, email, password, timeZone }),
  response: { 204: nothing },
};

export const askReset = {
  tags,
  summary: 'Mail a link to choose a new password',
  description: 'Answers the same whether somebody has this address or not.',
  body: z.object({ email }),
  response: { 202: nothing },
};
export const reset = {
  tags,
  summary: 'Choose a new password by the mailed link',
  params: z.object({ token }),
  body: z.object({ password }),
  response: { 204: nothing },
};

export const showMe = { tags: mine, summary: 'Who I am and what I may do', response: { 200: me } };
export const changeMe = {
  tags: mine,
  summary: 'Change my name, time zone, working hours or language',
  body: z.object({
    name: name.optional(),
    timeZone: timeZone.nullable().optional(),
    workingHours: workingHours.nullable().optional(),
    language: z.string().max(20).nullable().optional(),
  }),
  response: { 200: me },
};
export const changePassword = {
  tags: mine,
  summary: 'Change my password; ends my other sessions',
  body: z.object({ currentPassword: password, newPassword: password }),
  response: { 204: nothing },
};
export const listSessions = {
  tags: mine,
  summary: 'Where I am signed in',
  response: { 200: z.object({ items: z.array(session) }) },
};
export const endSession = {
  tags: mine,
  summary: 'Sign one of my devices out',
  params: z.object({ id: z.uuid() }),
  response: { 204: nothing },
};
export const endSessions = {
  tags: mine,
  summary: 'Sign all my other devices out',
  response: { 200: z.object({ ended: z.number().int() }) },
};
export const startSecondFactor = {
  tags: mine,
  summary: 'Begin to set up an authenticator app',
  body: z.object({ password }),
  response: {
    200: z.object({
      uri: z.string().describe('otpauth:// address, for a QR code'),
      backupCodes: z.array(z.string()).describe('Shown once; each works once'),
    }),
  },
};
export const confirmSecondFactor = {
  tags: mine,
  summary: 'Prove that the app works; from now on it is asked for',
  body: z.object({ code }),
  response: { 204: nothing },
};
export const removeSecondFactor = {
  tags: mine,
  summary: 'Sign in without a second factor again',
  body: z.object({ password }),
  response: { 204: nothing },
};
