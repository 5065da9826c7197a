import { z } from 'zod';

const hit = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  subtitle: z.string(),
  path: z.string(),
});

export const search = {
  tags: ['Search'],
  summary: 'Find records of every kind, at most ten of each',
  querystring: z.object({ q: z.string().trim().max(200) }),
  response: { 200: z.object({ items: z.array(hit) }) },
};
