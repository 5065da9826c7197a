import { constantTimeEqual, makeSignature } from 'better-auth/crypto';
import { parseCookies } from 'better-auth/cookies';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_SECONDS = 30 * 24 * 60 * 60;
export const COOKIE_PREFIX = 'tandem';
/** How the engine learns the caller's address; always overwritten, so a caller cannot claim one. */
export const ADDRESS_HEADER = 'x-tandem-address';

/** Just enough of the settings to read a cookie. */
export type CookieSettings = { publicUrl: string; secret: string };

export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`;
}

/** The session's token, if the cookie is one that we signed. */
export async function sessionToken(
  request: FastifyRequest,
  settings: CookieSettings,
): Promise<string | null> {
  const header = request.headers.cookie;
  if (!header) return null;
  const value = parseCookies(header).get(sessionCookieName(settings.publicUrl)) ?? '';
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const proof = `${settings.secret} ${value}`;
  if (proven.has(proof)) return token;
  const signature = await makeSignature(token, settings.secret);
  if (!constantTimeEqual(signature, value.slice(dot + 1))) return null;
  if (proven.size >= PROVEN_AT_MOST) proven.clear();
  proven.add(proof);
  return token;
}

/** A cookie once proven ours stays so, and proving takes 0.1 ms; whether its session still lives is asked each time. */
const proven = new Set<string>();
const PROVEN_AT_MOST = 5_000;

/** A cookie as `sessionToken` reads it: for tests, which need no password to sign in. */
export async function signedSessionCookie(token: string, settings: CookieSettings): Promise<string> {
  const value = encodeURIComponent(`${token}.${await makeSignature(token, settings.secret)}`);
  return `${sessionCookieName(settings.publicUrl)}=${value}`;
}

/** The request's headers as the engine reads them. */
export function engineHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'origin', 'referer', 'host'] as const) {
    const value = request.headers[name];
    if (value) headers.set(name, value);
  }
  headers.set(ADDRESS_HEADER, request.ip);
  return headers;
}

export function passCookies(reply: FastifyReply, headers: Headers): void {
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) void reply.header('set-cookie', cookies);
}
