import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Problem } from '../../web/problem.ts';
import { queryClient } from '../../web/query.ts';
import type { WebRoom } from '../../web/room.ts';
import { may, sessionQuery } from '../../web/session.ts';

/** The choice of the first visit, and the page by which the sample company comes and goes later. */
export const sample: WebRoom = {
  name: 'sample',
  // It stands among the settings; their list of places brings it into the rail.
  rail: [],
  routes: ({ shell, bare }) => [
    createRoute({
      getParentRoute: () => bare,
      path: '/welcome',
      component: lazyRouteComponent(() => import('./WelcomePage.tsx'), 'WelcomePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/sample',
      beforeLoad: () => {
        const session = queryClient.getQueryData(sessionQuery.queryKey);
        if (session !== undefined && !may(session, 'sample.manage')) throw new Problem({ status: 403 });
      },
      component: lazyRouteComponent(() => import('./SamplePage.tsx'), 'SamplePage'),
    }),
  ],
  // Everything may look different from before.
  liveKeys: { 'sample.': [[]] },
};
