import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { Forbidden } from '../errors.ts';
import type { App } from './app.ts';

type Guards = {
  publicUrl: string;
  authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  allows: (who: Actor, permission: string) => boolean;
};

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every route says on its own line who may call it; one that does not, stops Tandem from starting. */
export function guardRoutes(app: App, guards: Guards): void {
  const callers = new WeakMap<FastifyRequest, Actor>();
  app.decorateRequest('visitor', {
    getter(this: FastifyRequest) {
      return callers.get(this) ?? null;
    },
  });
  app.decorateRequest('who', {
    getter(this: FastifyRequest) {
      const who = callers.get(this);
      if (!who) throw unauthorized();
      return who;
    },
  });
  const registered: { method: string | string[]; url: string; config?: FastifyContextConfig }[] = [];
  app.addHook('onRoute', (route) => void registered.push(route));
  // Asked when all routes are there: a plugin's own hook may say it for the plugin's routes, after this one ran.
  app.addHook('onReady', async () => {
    const silent = registered.find(({ config }) => config?.may === undefined);
    if (silent) throw new Error(`${String(silent.method)} ${silent.url} does not say who may call it.`);
  });
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { may, crossSite } = request.routeOptions.config;
    if (may === undefined) return; // no such route: the not-found handler answers
    // Whoever posts there from a page of theirs may have our cookie with them, but does not come as who they are here.
    if (crossSite && may === 'anyone') return;
    if (!crossSite) refuseForgery(request, guards.publicUrl);
    const who = await guards.authenticate(request);
    if (who) callers.set(request, who);
    if (may === 'anyone') return;
    if (!who) throw unauthorized();
    void reply.header('cache-control', 'no-store');
    if (may !== 'signed-in' && !guards.allows(who, may)) throw new Forbidden(refusal(who));
  });
}

/**
 * A browser always says where a writing request comes from; one that comes from another site carries our cookie but
 * not our person's will. Programs send neither header and no cookie that matters.
 */
function refuseForgery(request: FastifyRequest, publicUrl: string): void {
  if (READING.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Forbidden(FORGERY);
  const origin = request.headers.origin;
  if (origin === undefined || site === 'same-origin') return;
  if (origin !== new URL(publicUrl).origin && URL.parse(origin)?.host !== request.headers.host)
    throw new Forbidden(FORGERY);
}

const FORGERY = 'This request came from another web site, so it was not carried out.';

function refusal(who: Actor): string {
  return `Your role (${who.role.replaceAll('_', ' ')}) may not do this. Ask an administrator if you need it.`;
}

function unauthorized(): Error {
  return Object.assign(new Error('You are not signed in, or your session has ended.'), { statusCode: 401 });
}
