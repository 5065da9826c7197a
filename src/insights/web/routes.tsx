import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { WebRoom } from '../../web/room.ts';

/** Today is where everybody begins. */
export const insights: WebRoom = {
  name: 'insights',
  rail: [
    {
      group: 'Today',
      label: 'Today',
      to: '/',
      icon: 'today',
      may: 'contacts.read',
      keys: 'g t',
      words: 'home start news changed',
    },
  ],
  routes: ({ shell }) => [
    createRoute({
      getParentRoute: () => shell,
      path: '/',
      component: lazyRouteComponent(() => import('./today/TodayPage.tsx'), 'TodayPage'),
    }),
  ],
};
