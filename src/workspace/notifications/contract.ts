import { z } from 'zod';
import { newestFirstPage, newestFirstQuery } from '../../platform/lists.ts';
import { at, byId, nothing } from '../fields.ts';

const tags = ['Notifications'];

export const notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  path: z.string().nullable(),
  readAt: at.nullable(),
  createdAt: at,
});

const kind = z.object({ kind: z.string(), label: z.string(), on: z.boolean() });
const settings = z.object({ kinds: z.array(kind) });

export type Notification = z.output<typeof notification>;
export type NotificationSettings = z.output<typeof settings>;

export const list = {
  tags,
  summary: 'List one’s notifications, newest first',
  querystring: newestFirstQuery,
  response: { 200: newestFirstPage(notification) },
};
export const unread = {
  tags,
  summary: 'Count unread notifications',
  response: { 200: z.object({ count: z.number().int() }) },
};
export const read = {
  tags,
  summary: 'Mark a notification as read',
  params: byId,
  response: { 204: nothing },
};
export const readAll = { tags, summary: 'Mark all notifications as read', response: { 204: nothing } };
export const showSettings = { tags, summary: 'What one is told about', response: { 200: settings } };
export const changeSettings = {
  tags,
  summary: 'Choose what one is told about',
  body: z.object({ kinds: z.array(kind.pick({ kind: true, on: true })).max(100) }),
  response: { 200: settings },
};
