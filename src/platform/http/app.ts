import type {
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Actor } from '../actor.ts';
import type { Log } from '../log.ts';

/** Fastify with Zod contracts: what a room's `routes.ts` registers on. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Log,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route: a permission, 'signed-in' or 'anyone'. A route without it does not start. */
    may?: string;
    /** A route that browsers of strangers post to (no session, so no forgery): the CSRF guard lets it through. */
    crossSite?: boolean;
    /** Called so often that only what fails is logged. */
    quiet?: boolean;
  }
  interface FastifyRequest {
    /** Who calls. Throws on a route that `anyone` may call when nobody is signed in; ask `visitor` there. */
    who: Actor;
    visitor: Actor | null;
  }
}
