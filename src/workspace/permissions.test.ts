import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp, openHouse, type OpenHouse } from '../house.ts';
import { roles, type Role } from '../platform/actor.ts';
import type { App } from '../platform/http/app.ts';
import { newId } from '../platform/ids.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { createKey } from './keys/keys.ts';
import { isPermission, permissions } from './permissions.ts';
import { actor, signIn, testHouse } from './testing.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Route = { method: Method; url: string; may: string; described: boolean };
type Described = { paths: Record<string, Record<string, { tags?: string[]; summary?: string }>> };

/** What somebody may do who has not said who they are: each of these is a decision. */
const open = [
  'GET /api/invitations/:token',
  'GET /api/set-up',
  'GET /api/sign-in/callback/oidc',
  'GET /api/sign-in/methods',
  'GET /api/sign-in/oidc',
  'GET /health',
  'GET /metrics',
  'GET /ready',
  'GET /t.js',
  'OPTIONS /v1/*',
  'POST /api/invitations/:token/acceptance',
  'POST /api/password-resets',
  'POST /api/set-up',
  'POST /api/sign-in',
  'POST /api/sign-in/second-factor',
  'POST /api/sign-out',
  'POST /v1/alias',
  'POST /v1/batch',
  'POST /v1/group',
  'POST /v1/identify',
  'POST /v1/page',
  'POST /v1/screen',
  'POST /v1/track',
  'PUT /api/password-resets/:token',
];

const LET_IN = 299;

let fresh: FreshDatabase;
let house: OpenHouse;
let app: App;
let described: Described;
const routes: Route[] = [];

/** The whole app, but nothing behind the guard is carried out: the walk changes nothing and waits for nothing. */
beforeAll(async () => {
  fresh = await freshDatabase();
  house = await openHouse({ ...testHouse(fresh.db), pool: fresh.pool });
  app = await buildApp(house, { beforeRoutes: standBehindTheGuard });
  await app.ready();
  described = app.swagger() as Described;
});

afterAll(async () => {
  await app.close();
  await house.close();
  await fresh.close();
});

function standBehindTheGuard(app: App): void {
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    const facts = { url, may: config?.may ?? 'nobody', described: !schema?.hide };
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one as Method, ...facts });
  });
  app.addHook('preParsing', async (_request, reply) => reply.code(LET_IN).send());
}

async function answerTo({ method, url }: Route, headers: Record<string, string>): Promise<number> {
  return (await app.inject({ method, url: url.replaceAll(/:\w+|\*/g, newId()), headers })).statusCode;
}

function expected(may: string, role: Role | null): number {
  if (may === 'anyone') return LET_IN;
  if (role === null) return 401;
  if (may === 'signed-in') return LET_IN;
  return isPermission(may) && permissions[may][role] !== null ? LET_IN : 403;
}

const isKnown = (may: string) => may === 'anyone' || may === 'signed-in' || isPermission(may);
const name = ({ method, url }: Route) => `${method} ${url}`;
const asTable = (role: Role | null) => routes.map((route) => `${name(route)} → ${expected(route.may, role)}`);

async function walk(headers: Record<string, string>): Promise<string[]> {
  const lines = [];
  for (const route of routes) lines.push(`${name(route)} → ${await answerTo(route, headers)}`);
  return lines;
}

describe('every route with every role', () => {
  test('there are routes to walk, and each says who may call it', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ may }) => !isKnown(may))).toEqual([]);
  });

  test.for(roles)('%s is let in or refused as the one table of permissions says', async (role) => {
    expect(await walk(await signIn(app, await actor(fresh.db, role)))).toEqual(asTable(role));
  });

  test.for(roles)('an API key with the role %s may what a person may', async (role) => {
    const { key } = await createKey(fresh.db, await actor(fresh.db, 'owner'), { name: role, role });
    expect(await walk({ 'x-api-key': key })).toEqual(asTable(role));
  });

  test('strangers reach what is open, and nothing is open by accident', async () => {
    expect(await walk({})).toEqual(asTable(null));
    expect(
      routes
        .filter(({ may }) => may === 'anyone')
        .map(name)
        .toSorted(),
    ).toEqual(open);
  });
});

test('the API’s description lists every route, with a summary and a group', () => {
  const missing = routes.filter(({ method, url, described: shown }) => {
    const route = described.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    return shown && !(route?.summary && route.tags?.length);
  });
  expect(missing.map(name)).toEqual([]);
});
