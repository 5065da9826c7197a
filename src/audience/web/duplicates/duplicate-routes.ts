import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { WebRoom } from '../../../web/room.ts';

export function duplicateRoutes(shell: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => shell,
      path: '/duplicates',
      validateSearch: ({ state, pair }: Record<string, unknown>) => ({
        ...(state === 'dismissed' ? { state } : {}),
        ...(typeof pair === 'string' ? { pair } : {}),
      }),
      component: lazyRouteComponent(() => import('./DuplicatesPage.tsx'), 'DuplicatesPage'),
    }),
  ];
}

export const duplicateRail: WebRoom['rail'] = [
  {
    group: 'Audience',
    label: 'Duplicates',
    to: '/duplicates',
    icon: 'merge',
    may: 'contacts.merge',
    keys: 'g d',
    words: 'merge same person double',
  },
];
