import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '../errors.ts';
import type { App } from './app.ts';
import { sendProblem } from './problem.ts';

/** The built web app. Any path that is no file and no API is a page, and pages are drawn in the browser. */
export async function serveWeb(app: App, root: string): Promise<void> {
  await app.register(async (files) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, may: 'anyone' };
    });
    await files.register(fastifyStatic, {
      root,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) => {
        // File names carry a hash of their content; only index.html keeps its name.
        const forever = path.includes('/assets/');
        reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    // In here, because only here replies can send files.
    files.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
      const page = request.method === 'GET' && !/^\/(api|v1|assets)\//.test(request.url);
      if (page) return reply.sendFile('index.html', root);
      return sendProblem(new NotFound(`There is nothing at ${request.url.split('?')[0]}.`), request, reply);
    });
  });
}
