import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { toAddress } from '../../handoff/web/tension/address.ts';
import type { WebRoom } from '../../web/room.ts';

const funnelAsks = ['days', 'from', 'to', 'source', 'segment', 'team', 'by', 'step', 'what'] as const;

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
    {
      group: 'Learn',
      label: 'Funnel',
      to: '/funnel',
      icon: 'learn',
      may: 'contacts.read',
      words: 'conversion drop-off visitor lead customer steps how long',
    },
  ],
  routes: ({ shell }) => [
    createRoute({
      getParentRoute: () => shell,
      path: '/',
      component: lazyRouteComponent(() => import('./today/TodayPage.tsx'), 'TodayPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/funnel',
      validateSearch: (search: Record<string, unknown>) => toAddress(search, funnelAsks),
      component: lazyRouteComponent(() => import('./funnel/FunnelPage.tsx'), 'FunnelPage'),
    }),
  ],
};
