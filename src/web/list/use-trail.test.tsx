// @vitest-environment happy-dom
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
import { extendTrail, leaveTrail, placeInList } from './trail.ts';
import { useTrail } from './use-trail.ts';

afterEach(cleanup);

const shown = { estimate: { count: 2, exact: true }, request: {}, more: false, name: 'Mine' };
const ids = [{ id: 'a' }, { id: 'b' }];

test('while a record opens, the way back still leads to the list', async () => {
  let opened = () => {};
  const root = createRootRoute({ component: Outlet });
  const list = createRoute({ getParentRoute: () => root, path: '/things', component: List });
  const record = createRoute({
    getParentRoute: () => root,
    path: '/things/$id',
    loader: () => new Promise<void>((resolve) => (opened = resolve)),
    component: () => null,
  });
  const history = createMemoryHistory({ initialEntries: ['/things?view=mine'] });
  const router = createRouter({ routeTree: root.addChildren([list, record]), history });
  await act(() => router.load());
  render(<RouterProvider router={router as never} />);
  await act(async () => {
    void router.navigate({ to: '/things/a' });
  });
  // The next page is still loading: the list stands there, under the record's address.
  expect(router.state.location.pathname).toBe('/things/a');
  expect(placeInList('things', 'a')).toMatchObject({ href: '/things?view=mine', next: 'b' });
  await act(async () => opened());
  expect(placeInList('things', 'a')?.href).toBe('/things?view=mine');
});

test('the list goes on where its memory ends', () => {
  leaveTrail('parts', { ...shown, ids: ['a', 'b'], more: true, href: '/parts' });
  expect(placeInList('parts', 'a')).toMatchObject({ index: 0, next: 'b', atEnd: false });
  expect(placeInList('parts', 'b')).toMatchObject({ next: undefined, atEnd: true });
  extendTrail('parts', 'b', 'c');
  expect(placeInList('parts', 'b')).toMatchObject({ next: 'c', atEnd: false });
  extendTrail('parts', 'c', null);
  expect(placeInList('parts', 'c')).toMatchObject({ index: 2, previous: 'b', next: undefined, atEnd: false });
  expect(placeInList('parts', 'z')).toBeUndefined();
});

function List() {
  useTrail('things', { ...shown, items: ids });
  return null;
}
