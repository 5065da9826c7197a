import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listSearch } from '../../web/list/list-state.ts';
import type { WebRoom } from '../../web/room.ts';
import { later } from '../../web/ui/later.tsx';

const ContactDeals = later(async () => (await import('./parts/DealsBlock.tsx')).ContactDeals);
const CompanyDeals = later(async () => (await import('./parts/DealsBlock.tsx')).CompanyDeals);

/** The pages of deals. They load when they are opened. */
export const pipeline: WebRoom = {
  name: 'pipeline',
  rail: [
    {
      group: 'Sell',
      label: 'Deals',
      to: '/deals',
      icon: 'deal',
      may: 'deals.read',
      keys: 'g d',
      words: 'pipeline opportunities won lost board',
    },
  ],
  routes: ({ shell }) => [
    createRoute({
      getParentRoute: () => shell,
      path: '/deals',
      validateSearch: (search: Record<string, unknown>) => ({
        ...(typeof search['owner'] === 'string' && search['owner'] !== '' ? { owner: search['owner'] } : {}),
        ...(search['create'] === true ? { create: true } : {}),
      }),
      component: lazyRouteComponent(() => import('./board/BoardPage.tsx'), 'BoardPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/deals/list',
      validateSearch: (search: Record<string, unknown>) => ({
        ...listSearch(search),
        ...(search['create'] === true ? { create: true } : {}),
      }),
      component: lazyRouteComponent(() => import('./list/ListPage.tsx'), 'ListPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/deals/$id',
      // While the pointer rests on a link, the deal is already on its way.
      loader: ({ params }) => void import('./deals.ts').then(({ expectDeal }) => expectDeal(params.id)),
      component: lazyRouteComponent(() => import('./record/DealPage.tsx'), 'DealPage'),
    }),
  ],
  commands: [
    {
      id: 'new-deal',
      label: 'New deal',
      icon: 'plus',
      words: 'add create opportunity sale',
      may: 'deals.edit',
      run: (go) => go('/deals?create=true'),
    },
    {
      id: 'deals-list',
      label: 'Deals as a list',
      icon: 'deal',
      words: 'pipeline table opportunities',
      may: 'deals.read',
      run: (go) => go('/deals/list'),
    },
  ],
  recordKinds: [{ kind: 'deal', label: 'Deal', icon: 'deal' }],
  recordWords: { deal: async () => (await import('./record/deal-words.ts')).dealWords },
  recordParts: [
    { kind: 'contact', slot: 'context', may: 'deals.read', Part: ContactDeals },
    { kind: 'company', slot: 'context', may: 'deals.read', Part: CompanyDeals },
  ],
  lists: { deals: '/deals/list' },
  listFields: {
    contacts: [
      {
        id: 'dealStage',
        label: 'Has a deal that is',
        type: 'choice',
        choices: async () => (await import('./words.ts')).stageChoices,
      },
      { id: 'dealWonAt', label: 'Won a deal', type: 'date', operators: ['in_last', 'after', 'before'] },
    ],
  },
  liveKeys: {
    'deal.': ({ subject }) => [['deals'], ...(subject === undefined ? [] : [['deal', subject.id]])],
    'handoff.judged': [['deals']],
  },
};
