import { z } from 'zod';
import { newestFirstPage, newestFirstQuery } from '../../platform/lists.ts';
import { at, byId } from '../fields.ts';

const tags = ['Outbox'];
const state = z.enum(['queued', 'held', 'sent', 'failed']);

export const mail = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  template: z.string(),
  state: state.describe('Held: there is no mail server, so it waits to be read here'),
  attempts: z.number().int(),
  error: z.string().nullable(),
  createdAt: at,
  triedAt: at.nullable(),
  sentAt: at.nullable(),
});

export const mailWithBody = mail.extend({
  html: z
    .string()
    .nullable()
    .describe('Null once sent: its links are not kept. Show it in a sandboxed frame.'),
  text: z.string().nullable(),
});

export type Mail = z.output<typeof mail>;
export type MailWithBody = z.output<typeof mailWithBody>;

export const list = {
  tags,
  summary: 'List the mails Tandem wrote, newest first',
  querystring: newestFirstQuery.extend({ state: state.optional() }),
  response: { 200: newestFirstPage(mail) },
};
export const show = { tags, summary: 'Show a mail', params: byId, response: { 200: mailWithBody } };
export const retry = {
  tags,
  summary: 'Send a held or failed mail again',
  params: byId,
  response: { 200: mail },
};
