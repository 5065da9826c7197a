import { isIP } from 'node:net';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Actor } from '../actor.ts';
import { NotFound } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { App } from './app.ts';
import { describeApi } from './openapi.ts';
import { speakPlainly } from './issue-words.ts';
import { sendProblem } from './problem.ts';
import { guardRoutes } from './guard.ts';
import { serveWeb } from './web.ts';

const BODY_LIMIT_BYTES = 1_048_576;

type ServerOptions = {
  log: Log;
  /** Where the public reaches Tandem; https makes cookies and headers strict. */
  publicUrl: string;
  /** The proxies before us, with commas between; by default only what runs on this machine. */
  trustProxy?: string;
  /** Folder of the built web app; absent in tests of the API alone. */
  webRoot?: string;
  authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  allows: (who: Actor, permission: string) => boolean;
};

/** The building without its rooms: errors, security, permissions, the API's description, the web app's files. */
export async function createServer(options: ServerOptions): Promise<App> {
  const app = fastify({
    loggerInstance: options.log,
    genReqId: newId,
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy ?? 'loopback',
    bodyLimit: BODY_LIMIT_BYTES,
  }).withTypeProvider<ZodTypeProvider>();
  speakPlainly();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.addHook('onRequest', forgetWhatIsNoAddress);
  await protect(app, options.publicUrl);
  guardRoutes(app, options);
  await describeApi(app);
  if (options.webRoot) await serveWeb(app, options.webRoot);
  else app.setNotFoundHandler(noSuchPath);
  logRequests(app);
  return app;
}

async function protect(app: App, publicUrl: string): Promise<void> {
  const https = publicUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
  await app.register(rateLimit, { global: false });
  await app.register(compress, { threshold: 1_024, encodings: ['gzip', 'identity'] });
}

/** The address counts tries and stands in the audit log: what a proxy passes on and is none, is not believed. */
async function forgetWhatIsNoAddress(request: FastifyRequest): Promise<void> {
  if (!isIP(request.ip)) delete request.raw.headers['x-forwarded-for'];
}

function noSuchPath(request: FastifyRequest): never {
  throw new NotFound(`There is nothing at ${request.url.split('?')[0]}.`);
}

function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config.quiet && reply.statusCode < 400) return;
    const { method, url } = request;
    // A link's token in a path is as good as a password: the route's own name stands for it.
    const secret = request.routeOptions.url?.includes(':token');
    const path = secret ? request.routeOptions.url : url.split('?')[0];
    const line = { method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    request.log.info(line, 'request');
  });
  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
}
