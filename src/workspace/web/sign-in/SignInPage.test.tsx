// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { queryClient } from '../../../web/query.ts';
import SignInPage from './SignInPage.tsx';

type Answer = { status?: number; body?: unknown };
type Sent = { path: string; body: unknown };

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

test('asks for the code after the password, takes a backup code, and goes where one wanted to', async () => {
  const { sent, went } = open({
    '/api/sign-in/methods': { body: { password: true, oidc: null, refusal: null } },
    '/api/sign-in': { body: { secondFactor: true } },
    '/api/sign-in/second-factor': { status: 204 },
  });
  await type('E-mail', ' anna@example.com ');
  await type('Password', 'harbour violet tandem');
  press('Sign in');
  await screen.findByText('One more step');
  press('Use a backup code');
  await type('Backup code', ' aB3dE-x9Yz1 ');
  press('Go on');
  await vi.waitFor(() => expect(went).toHaveBeenCalledWith('/contacts'));
  expect(sent).toEqual([
    { path: '/api/sign-in', body: { email: 'anna@example.com', password: 'harbour violet tandem' } },
    { path: '/api/sign-in/second-factor', body: { code: 'aB3dE-x9Yz1', trustDevice: false } },
  ]);
});

test('a refusal keeps what was typed and says why', async () => {
  const { went } = open({
    '/api/sign-in/methods': { body: { password: true, oidc: null, refusal: null } },
    '/api/sign-in': {
      status: 422,
      body: { title: 'Please correct this', detail: 'The e-mail address or the password is not right.' },
    },
  });
  await type('E-mail', 'anna@example.com');
  await type('Password', 'wrong');
  press('Sign in');
  expect((await screen.findByRole('alert')).textContent).toContain(
    'The e-mail address or the password is not right.',
  );
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('anna@example.com');
  expect(went).not.toHaveBeenCalled();
});

test('nothing is sent while a field is empty', async () => {
  const { sent } = open({ '/api/sign-in/methods': { body: { password: true, oidc: null, refusal: null } } });
  await type('E-mail', 'anna@example.com');
  press('Sign in');
  expect((await screen.findByRole('alert')).textContent).toContain('Enter your password.');
  expect(sent).toEqual([]);
});

test('a provider is offered by its name, with the reason it refused', async () => {
  const refusal = 'Nobody has invited you yet.';
  open({ '/api/sign-in/methods': { body: { password: true, oidc: { name: 'Okta' }, refusal } } });
  const link = await screen.findByRole('link', { name: 'Sign in with Okta' });
  expect(link.getAttribute('href')).toBe('/api/sign-in/oidc');
  expect(screen.getByRole('alert').textContent).toContain(refusal);
});

function open(answers: Record<string, Answer>) {
  const sent: Sent[] = [];
  const went = vi.fn<(to: string) => void>();
  vi.stubGlobal('location', { href: location.href, origin: location.origin, assign: went });
  vi.stubGlobal('fetch', (path: string, init: { method: string; body: string }) => {
    if (init.method !== 'GET') sent.push({ path, body: JSON.parse(init.body) });
    const { status = 200, body = null } = answers[path.split('?')[0] ?? ''] ?? { status: 404 };
    const json = status === 204 ? null : JSON.stringify(body);
    return Promise.resolve(new Response(json, { status, headers: { 'content-type': 'application/json' } }));
  });
  const root = createRootRoute();
  const routes = ['/sign-in', '/forgot'].map((path) =>
    createRoute({ getParentRoute: () => root, path, component: SignInPage }),
  );
  const history = createMemoryHistory({ initialEntries: ['/sign-in?then=%2Fcontacts'] });
  const router = createRouter({ routeTree: root.addChildren(routes), history });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { sent, went };
}

async function type(label: string, value: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });
}

function press(name: string): void {
  fireEvent.click(screen.getByRole('button', { name }));
}
