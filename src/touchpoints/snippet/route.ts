import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { App } from '../../platform/http/app.ts';
import { may } from '../../workspace/workspace.ts';

const served = new URL('t.min.js', import.meta.url);

/** `/t.js`: for pages of other sites, which may keep it for an hour. */
export function snippetRoute(app: App): void {
  const code = readFileSync(served, 'utf8');
  const schema = {
    tags: ['Tracking'],
    summary: 'The tracking snippet',
    response: { 200: z.string().describe('JavaScript') },
  };
  app.get('/t.js', { ...may('anyone'), schema }, async (_request, reply) => {
    void reply
      .headers({
        'cache-control': 'public, max-age=3600',
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      })
      .type('text/javascript; charset=utf-8')
      .serializer(String);
    return code;
  });
}
