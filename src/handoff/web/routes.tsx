import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listSearch } from '../../web/list/list-state.ts';
import type { WebRoom } from '../../web/room.ts';
import { later } from '../../web/ui/later.tsx';
import { Anywhere } from './acts/Anywhere.tsx';
import { handOver } from './acts/open-act.ts';
import { agreementLiveKeys, agreementRail, agreementRoutes } from './agreement/routes.tsx';
import {
  feedbackCommands,
  feedbackKinds,
  feedbackLiveKeys,
  feedbackParts,
  feedbackRail,
  feedbackRoutes,
} from './feedback/place.tsx';
import { outcomeNames, type Outcome } from './handed/outcomes.ts';
import { NoteWhenAsked } from './feedback/NoteWhenAsked.tsx';

const HandOverButton = later(async () => (await import('./record/HandOverButton.tsx')).HandOverButton);
const HandSelection = later(async () => (await import('./handed/HandSelection.tsx')).HandSelection);
const HandoffBlock = later(async () => (await import('./record/HandoffBlock.tsx')).HandoffBlock);

export const handoff: WebRoom = {
  name: 'handoff',
  rail: [
    {
      group: 'Hand off',
      label: 'Board',
      to: '/handoff',
      icon: 'handoff',
      may: 'handoffs.read',
      keys: 'g h',
      words: 'leads queue clocks sla ready contacting accept reject recycle',
    },
    {
      group: 'Hand off',
      label: 'Score',
      to: '/score',
      icon: 'hot',
      may: 'scores.read',
      keys: 'g e',
      words: 'scoring model rules temperature cold warm hot fit engagement grid',
    },
    agreementRail,
    ...feedbackRail,
  ],
  routes: ({ shell, bare }) => [
    ...feedbackRoutes({ shell, bare }),
    ...agreementRoutes(shell),
    createRoute({
      getParentRoute: () => shell,
      path: '/handoff',
      validateSearch: ({ whose, at }: Record<string, unknown>) => ({
        ...(whose === 'all' || whose === 'me' ? { whose } : {}),
        ...(typeof at === 'string' && at !== '' ? { at } : {}),
      }),
      component: lazyRouteComponent(() => import('./board/BoardPage.tsx'), 'BoardPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/handoff/list',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('./list/HandoffsPage.tsx'), 'HandoffsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/handoff/handed/$id',
      validateSearch: ({ outcome }: Record<string, unknown>) =>
        outcomeNames.includes(outcome as Outcome) ? { outcome: outcome as Outcome } : {},
      component: lazyRouteComponent(() => import('./handed/HandedPage.tsx'), 'HandedPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/handoff/$id',
      component: lazyRouteComponent(() => import('./brief/BriefPage.tsx'), 'BriefPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/routing',
      component: lazyRouteComponent(() => import('./routing/RoutingPage.tsx'), 'RoutingPage'),
    }),
  ],
  commands: [
    ...feedbackCommands,
    {
      id: 'hand-over',
      label: 'Hand a contact to sales…',
      icon: 'handoff',
      words: 'lead give sales handoff pass',
      may: 'handoffs.open',
      run: () => handOver(),
    },
  ],
  recordKinds: [{ kind: 'handoff', label: 'Hand-off', icon: 'handoff' }, ...feedbackKinds],
  recordParts: [
    { kind: 'contact', slot: 'actions', may: 'handoffs.open', Part: HandOverButton },
    { kind: 'contact', slot: 'context', may: 'handoffs.read', Part: HandoffBlock },
    ...feedbackParts,
  ],
  rowActions: [
    {
      kind: 'contact',
      label: 'Hand to sales',
      icon: 'handoff',
      keys: 'h',
      may: 'handoffs.open',
      run: (person) => handOver(person),
    },
  ],
  selectionActions: { contacts: [{ id: 'hand-to-sales', may: 'handoffs.open', Part: HandSelection }] },
  Anywhere: Everywhere,
  lists: { handoffs: '/handoff/list' },
  liveKeys: {
    ...feedbackLiveKeys,
    ...agreementLiveKeys,
    'handoff.': [['handoffs'], ['agreements', 'attainment']],
    'promise.': [['handoffs'], ['agreements', 'attainment']],
    'routing.': [['routing']],
    'rep.': [['routing']],
  },
};

function Everywhere() {
  return (
    <>
      <Anywhere />
      <NoteWhenAsked />
    </>
  );
}
