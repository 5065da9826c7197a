import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import { asProblem } from './problem.ts';
import { queryClient } from './query.ts';
import { rooms } from './rooms.ts';
import { sessionQuery } from './session.ts';
import { ErrorPage } from './shell/ErrorPage.tsx';
import { homePath } from './shell/home.ts';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { Shell } from './shell/Shell.tsx';
import { signInPath } from './shell/sign-in-path.ts';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

/** Pages in the shell know who is there before they render. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery);
    } catch (thrown) {
      if (asProblem(thrown).status !== 401) throw thrown;
      throw redirect({ href: signInPath(location.href) });
    }
  },
});

/** Pages outside the shell: sign-in, set-up, invitation, reset. */
const bare = createRoute({ getParentRoute: () => root, id: 'bare', component: Outlet });

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    const to = homePath(queryClient.getQueryData(sessionQuery.queryKey));
    if (to !== '/') throw redirect({ to, replace: true });
  },
  component: NotFoundPage,
});

/** An address that leads nowhere still leaves the rail and the search in reach. */
const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage });

const routes: AnyRoute[] = rooms.flatMap((room) => room.routes({ shell, bare }));
const under = (parent: AnyRoute) => routes.filter((route) => route.options.getParentRoute() === parent);
// The room of Today may take '/' for itself.
const takesHome = routes.some((route) => 'path' in route.options && route.options.path === '/');

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([...(takesHome ? [] : [home]), ...under(shell), nowhere]),
    bare.addChildren(under(bare)),
  ]),
  defaultPreload: 'intent',
  defaultPreloadDelay: 30,
  // Query keeps the data; the router need not keep it a second time.
  defaultPreloadStaleTime: 0,
  // The old page stays until the new one is there; the load bar tells after 200 ms.
  defaultPendingMs: 10_000,
  scrollRestoration: true,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
});
