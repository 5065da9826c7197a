import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { listSearch } from '../../../web/list/list-state.ts';
import type { LiveEvent, WebRoom } from '../../../web/room.ts';

/** The pages of companies. They load when they are opened. */
export function companyRoutes(shell: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => shell,
      path: '/companies',
      validateSearch: (search: Record<string, unknown>) => ({
        ...listSearch(search),
        ...(search['create'] === true ? { create: true } : {}),
      }),
      component: lazyRouteComponent(() => import('./list/CompaniesPage.tsx'), 'CompaniesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/companies/$id',
      // While the pointer rests on a link, the company is already on its way.
      loader: ({ params }) =>
        void import('./companies.ts').then(({ expectCompany }) => expectCompany(params.id)),
      component: lazyRouteComponent(() => import('./record/CompanyPage.tsx'), 'CompanyPage'),
    }),
  ];
}

export const companyRail: WebRoom['rail'] = [
  {
    group: 'Audience',
    label: 'Companies',
    to: '/companies',
    icon: 'company',
    may: 'companies.read',
    keys: 'g o',
    words: 'organisations accounts firms',
  },
];

export const companyCommands: NonNullable<WebRoom['commands']> = [
  {
    id: 'new-company',
    label: 'New company',
    icon: 'plus',
    words: 'add create organisation account firm',
    may: 'companies.edit',
    run: (go) => go('/companies?create=true'),
  },
];

/** A company shows its people, and people their company. */
export const companyLiveKeys = {
  'company.': ({ subject }: LiveEvent) => [
    ['companies'],
    ['contacts'],
    ['merges', 'companies'],
    ...(subject === undefined ? [] : [['company', subject.id]]),
  ],
  'contact.updated': [['company'], ['companies']],
  'contact.roles-changed': [['company']],
};
