import { describe } from 'vitest';
import { expect, test } from './testing.ts';

type OpenApi = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<
    string,
    Record<string, { summary?: string; tags?: string[]; responses?: Record<string, unknown> }>
  >;
};

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'options'];

describe('the API describes itself', () => {
  test('every route under /api stands in openapi.json, with words and answers', async ({ tandem }) => {
    const described = (await (await fetch(`${tandem.address}/api/openapi.json`)).json()) as OpenApi;
    expect(described.openapi).toMatch(/^3\.1\./);
    expect(described.info.title).toBe('Tandem');
    const operations = Object.entries(described.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, operation]) => ({ name: `${verb.toUpperCase()} ${path}`, operation })),
    );
    const wordless = operations.filter(({ operation }) => !operation.summary || !operation.tags?.length);
    expect(wordless.map(({ name }) => name)).toEqual([]);
    const answerless = operations.filter(
      ({ operation }) => Object.keys(operation.responses ?? {}).length === 0,
    );
    expect(answerless.map(({ name }) => name)).toEqual([]);
    const known = new Set(operations.map(({ name }) => name));
    expect(
      tandem.routes.filter((route) => !known.has(route) && !/\/api\/(docs|openapi)/.test(route)),
    ).toEqual([]);
    expect(tandem.routes.length).toBeGreaterThan(40);
    expect(
      Object.values(described.paths)
        .flatMap((item) => Object.keys(item))
        .filter((verb) => !VERBS.includes(verb)),
    ).toEqual([]);
  });

  test('the reference is a page anybody can read', async ({ visit, watch, tandem }) => {
    watch.allow(/api\/docs|Content Security Policy|Failed to load resource/);
    const page = await visit();
    await page.goto(`${tandem.address}/api/docs/`);
    await page.getByText('Contacts').first().waitFor({ timeout: 15_000 });
  });
});

describe('every answer', () => {
  test.for([
    '/',
    '/contacts',
    '/theme.js',
    '/health',
    '/api/openapi.json',
    '/api/me',
    '/api/contacts',
    '/api/nothing',
  ])('%s carries the headers that protect the reader', async (path, { tandem }) => {
    const { headers } = await fetch(tandem.address + path);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBeTruthy();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('what belongs to somebody is stored by no cache', async ({ tandem }) => {
    const { headers } = await fetch(`${tandem.address}/api/contacts`, {
      headers: { cookie: tandem.sessions.owner },
    });
    expect(headers.get('cache-control')).toContain('no-store');
  });

  type Wrong = { what: string; status: number; as?: 'owner' | 'rep'; path: string; init?: RequestInit };
  const json = { 'content-type': 'application/json' };
  const wrong: Wrong[] = [
    { what: 'nobody is signed in', status: 401, path: '/api/contacts' },
    { what: 'the role may not', status: 403, as: 'rep', path: '/api/keys' },
    { what: 'there is no such route', status: 404, as: 'owner', path: '/api/nothing' },
    {
      what: 'there is no such record',
      status: 404,
      as: 'owner',
      path: '/api/contacts/019f0000-0000-7000-8000-000000000000',
    },
    { what: 'an id is none', status: 422, as: 'owner', path: '/api/contacts/nora' },
    {
      what: 'a field is wrong',
      status: 422,
      as: 'owner',
      path: '/api/contacts',
      init: { method: 'POST', headers: json, body: '{"email":"x"}' },
    },
    {
      what: 'the body is no JSON',
      status: 400,
      as: 'owner',
      path: '/api/contacts',
      init: { method: 'POST', headers: json, body: '{' },
    },
    {
      what: 'the body is of another kind',
      status: 415,
      as: 'owner',
      path: '/api/contacts',
      init: { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
    },
    {
      what: 'the body is too large',
      status: 413,
      as: 'owner',
      path: '/api/contacts',
      init: { method: 'POST', headers: json, body: `"${'x'.repeat(1_100_000)}"` },
    },
    {
      what: 'a page of another site posts',
      status: 403,
      as: 'owner',
      path: '/api/contacts',
      init: {
        method: 'POST',
        headers: { ...json, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        body: '{"givenName":"Eve"}',
      },
    },
  ];
  test.for(wrong)('is a problem in JSON when $what', async ({ status, as, path, init = {} }, { tandem }) => {
    const headers = {
      ...(init.headers as Record<string, string> | undefined),
      ...(as ? { cookie: tandem.sessions[as] } : {}),
    };
    const response = await fetch(tandem.address + path, { ...init, headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as { status: number; title: string; detail: string; id: string };
    expect(problem).toMatchObject({
      status,
      title: expect.stringMatching(/\w/),
      detail: expect.stringMatching(/\w/),
    });
    expect(problem.id).toBe(response.headers.get('x-request-id'));
  });
});
