import { z } from 'zod';
import { at, byId, name, nothing, role, someone } from '../fields.ts';

const tags = ['API keys'];

export const key = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  start: z.string().describe('The first characters, to tell keys apart'),
  createdBy: someone.nullable(),
  createdAt: at,
  lastUsedAt: z.date().nullable(),
});

export type ApiKey = z.output<typeof key>;

export const list = { tags, summary: 'List API keys', response: { 200: z.object({ items: z.array(key) }) } };
export const create = {
  tags,
  summary: 'Create an API key',
  body: z.object({ name, role }),
  response: { 201: key.extend({ key: z.string().describe('The key itself: shown once, stored nowhere') }) },
};
export const revoke = { tags, summary: 'Revoke an API key', params: byId, response: { 204: nothing } };
