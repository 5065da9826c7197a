// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { api, onSignedOut, urlOf } from './api.ts';
import { asProblem, Problem } from './problem.ts';

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body?: unknown, type = 'application/json') {
  const fetched = vi.fn<typeof fetch>(async () =>
    body === undefined
      ? new Response(null, { status })
      : new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

const caught = (call: Promise<unknown>) => call.then(() => undefined, asProblem);

test('every call says it comes from the web; creating is safe to repeat', async () => {
  const fetched = answer(201, { id: '1' });
  await api.post('/api/contacts', { name: 'Nora' });
  const [url, init] = fetched.mock.calls[0] ?? [];
  const headers = init?.headers as Record<string, string>;
  expect(url).toBe('/api/contacts');
  expect(headers['x-tandem']).toBe('web');
  expect(headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  expect(init?.body).toBe('{"name":"Nora"}');
});

test('an answer without content is no error', async () => {
  answer(204);
  expect(await api.delete('/api/views/1')).toBeUndefined();
});

test('a refusal becomes a Problem with its field errors and the number to quote', async () => {
  const errors = [{ field: 'email', message: 'The address ends after the @.' }];
  answer(
    422,
    { title: 'Check the fields', detail: 'One field is wrong.', errors, id: '01JD' },
    'application/problem+json',
  );
  const problem = await caught(api.patch('/api/contacts/1', {}));
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ status: 422, title: 'Check the fields', errors, id: '01JD' });
});

test('a failing server and a lost line are told in words', async () => {
  answer(502);
  expect((await caught(api.get('/api/me')))?.detail).toContain('Nothing was saved');
  vi.stubGlobal('fetch', vi.fn<typeof fetch>().mockRejectedValue(new TypeError('Failed to fetch')));
  expect(await caught(api.get('/api/me'))).toMatchObject({ status: 0, title: 'Tandem cannot be reached' });
});

test('a 401 leaves the shell only while the shell is there', async () => {
  answer(401, { title: 'Sign in' });
  const leave = vi.fn<() => void>();
  const stop = onSignedOut(leave);
  await caught(api.get('/api/contacts'));
  stop();
  await caught(api.post('/api/sign-in', {}));
  expect(leave).toHaveBeenCalledTimes(1);
});

test('empty search values are left out of the address', () => {
  expect(urlOf('/api/contacts', { q: '', limit: 100, cursor: undefined, mine: true })).toBe(
    '/api/contacts?limit=100&mine=true',
  );
  expect(urlOf('/api/contacts')).toBe('/api/contacts');
});
