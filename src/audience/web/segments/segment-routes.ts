import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { listSearch } from '../../../web/list/list-state.ts';
import type { LiveEvent, WebRoom } from '../../../web/room.ts';

/** The pages of segments. They load when they are opened. */
export function segmentRoutes(shell: AnyRoute): AnyRoute[] {
  const builder = lazyRouteComponent(() => import('./BuilderPage.tsx'), 'BuilderPage');
  return [
    createRoute({
      getParentRoute: () => shell,
      path: '/segments',
      validateSearch: (search: Record<string, unknown>) => ({
        ...listSearch(search),
        ...(search['list'] === true ? { list: true } : {}),
      }),
      component: lazyRouteComponent(() => import('./SegmentsPage.tsx'), 'SegmentsPage'),
    }),
    createRoute({ getParentRoute: () => shell, path: '/segments/new', component: builder }),
    createRoute({
      getParentRoute: () => shell,
      path: '/segments/$id',
      validateSearch: (search: Record<string, unknown>) => ({
        ...listSearch(search),
        ...(search['tab'] === 'history' || search['tab'] === 'versions' ? { tab: search['tab'] } : {}),
      }),
      component: lazyRouteComponent(() => import('./SegmentPage.tsx'), 'SegmentPage'),
    }),
    createRoute({ getParentRoute: () => shell, path: '/segments/$id/edit', component: builder }),
  ];
}

export const segmentRail: WebRoom['rail'] = [
  {
    group: 'Audience',
    label: 'Segments',
    to: '/segments',
    icon: 'segment',
    may: 'segments.read',
    keys: 'g s',
    words: 'lists audiences target groups cohorts',
  },
];

export const segmentCommands: NonNullable<WebRoom['commands']> = [
  {
    id: 'new-segment',
    label: 'New segment',
    icon: 'plus',
    words: 'add create audience target group filter',
    may: 'segments.edit',
    run: (go) => go('/segments/new'),
  },
  {
    id: 'new-list',
    label: 'New list',
    icon: 'plus',
    words: 'add create static list',
    may: 'segments.edit',
    run: (go) => go('/segments?list=true'),
  },
];

/** Who comes and goes is told of the contact; all else of the segment. */
export const segmentLiveKeys = {
  'segment.': ({ subject }: LiveEvent) => [
    ['segments'],
    ['segment-members'],
    subject?.kind === 'segment' ? ['segment', subject.id] : ['segment'],
    ...(subject?.kind === 'contact' ? [['contact', subject.id, 'segments']] : []),
  ],
};
