import { z } from 'zod';
import { at, byId } from '../fields.ts';

const tags = ['Files'];

export const file = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  createdAt: at,
  expiresAt: at.nullable(),
});

export type File = z.output<typeof file>;

export const upload = {
  tags,
  summary: 'Upload a file',
  description:
    'The body is the file itself, up to 1 GB; all of one’s files together up to 3 GB. It is kept for seven days.',
  querystring: z.object({ name: z.string().trim().min(1, 'Give the file a name.').max(200) }),
  response: { 201: file },
};
export const download = { tags, summary: 'Download a file', params: byId };
