// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useListState, type ListControl } from './use-list-state.ts';

afterEach(cleanup);

async function openList(href: string) {
  let control: ListControl | undefined;
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const root = createRootRoute({ component: Outlet });
  const list = createRoute({
    getParentRoute: () => root,
    path: '/things',
    component: () => {
      control = useListState('things');
      return null;
    },
  });
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    loader: () => new Promise<void>(() => undefined),
    component: () => null,
  });
  const history = createMemoryHistory({ initialEntries: [href] });
  const router = createRouter({ routeTree: root.addChildren([list, signIn]), history });
  await act(() => router.load());
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { router, change: (q: string) => act(async () => control?.change({ q })) };
}

test.each(['/things', '/things/'])('what is searched for stands in the address %s', async (href) => {
  const { router, change } = await openList(href);
  await change('freya');
  expect(router.state.location.href).toBe('/things?q=freya');
});

test('what was typed a moment before another page opens leaves its address alone', async () => {
  const { router, change } = await openList('/things');
  await act(async () => void router.navigate({ href: '/sign-in?to=%2Fthings' }));
  await change('freya');
  expect(router.latestLocation.href).toBe('/sign-in?to=%2Fthings');
});
