import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listSearch } from '../../web/list/list-state.ts';
import type { WebRoom } from '../../web/room.ts';
import { segmentCommands, segmentLiveKeys, segmentRail, segmentRoutes } from './segments/segment-routes.ts';
import { companyCommands, companyLiveKeys, companyRail, companyRoutes } from './companies/company-routes.ts';
import { duplicateRail, duplicateRoutes } from './duplicates/duplicate-routes.ts';

/** The pages of the first room. They load when they are opened. */
export const audience: WebRoom = {
  name: 'audience',
  rail: [
    {
      group: 'Audience',
      label: 'Contacts',
      to: '/contacts',
      icon: 'contact',
      may: 'contacts.read',
      keys: 'g c',
    },
    ...companyRail,
    ...segmentRail,
    ...duplicateRail,
  ],
  routes: ({ shell }) => [
    ...companyRoutes(shell),
    ...segmentRoutes(shell),
    ...duplicateRoutes(shell),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts',
      validateSearch: (search: Record<string, unknown>) => ({
        ...listSearch(search),
        ...(search['create'] === true ? { create: true } : {}),
      }),
      component: lazyRouteComponent(() => import('./list/ContactsPage.tsx'), 'ContactsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts/import',
      validateSearch: (search: Record<string, unknown>) => ({
        ...text(search, 'target'),
        ...text(search, 'file'),
        ...text(search, 'name'),
        ...text(search, 'step'),
        ...text(search, 'operation'),
      }),
      component: lazyRouteComponent(() => import('./import/ImportPage.tsx'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts/imports',
      component: lazyRouteComponent(() => import('./import/ImportsPage.tsx'), 'ImportsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts/$id',
      // While the pointer rests on a link, the contact is already on its way.
      loader: ({ params }) =>
        void import('./contacts.ts').then(({ expectContact }) => expectContact(params.id)),
      component: lazyRouteComponent(() => import('./record/ContactPage.tsx'), 'ContactPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/properties',
      validateSearch: ({ of }: Record<string, unknown>) => (of === 'company' ? { of } : {}),
      component: lazyRouteComponent(() => import('./properties/PropertiesPage.tsx'), 'PropertiesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/tags',
      component: lazyRouteComponent(() => import('./tags/TagsPage.tsx'), 'TagsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/privacy',
      component: lazyRouteComponent(() => import('./privacy/PrivacyPage.tsx'), 'PrivacyPage'),
    }),
  ],
  commands: [
    ...companyCommands,
    ...segmentCommands,
    {
      id: 'new-contact',
      label: 'New contact',
      icon: 'plus',
      words: 'add create person lead',
      keys: 'c',
      may: 'contacts.create',
      run: (go) => go('/contacts?create=true'),
    },
    {
      id: 'import-contacts',
      label: 'Import contacts',
      icon: 'upload',
      words: 'csv file upload spreadsheet',
      may: 'contacts.import',
      run: (go) => go('/contacts/import'),
    },
    {
      id: 'import-companies',
      label: 'Import companies',
      icon: 'upload',
      words: 'csv file upload accounts',
      may: 'contacts.import',
      run: (go) => go('/contacts/import?target=companies'),
    },
    {
      id: 'import-touchpoints',
      label: 'Import touchpoints',
      icon: 'upload',
      words: 'csv file upload calls orders log activities',
      may: 'contacts.import',
      run: (go) => go('/contacts/import?target=touchpoints'),
    },
    {
      id: 'past-imports',
      label: 'Past imports',
      icon: 'clock',
      words: 'history undo take back import csv',
      may: 'contacts.import',
      run: (go) => go('/contacts/imports'),
    },
  ],
  recordKinds: [
    { kind: 'contact', label: 'Contact', icon: 'contact' },
    { kind: 'company', label: 'Company', icon: 'company' },
    { kind: 'segment', label: 'Segment', icon: 'segment' },
  ],
  recordWords: { contact: async () => (await import('./record/contact-words.ts')).contactWords() },
  listFields: {
    contacts: [
      {
        id: 'stageMovedAt',
        label: 'Moved to another stage',
        type: 'date',
        operators: ['in_last', 'after', 'before'],
      },
      {
        id: 'mergedAt',
        label: 'Merged with another',
        type: 'date',
        operators: ['in_last', 'after', 'before'],
      },
    ],
  },
  lists: { contacts: '/contacts', companies: '/companies', segments: '/segments' },
  liveKeys: {
    ...companyLiveKeys,
    ...segmentLiveKeys,
    'consent.': ({ subject }) => (subject === undefined ? [] : [['contact', subject.id, 'consents']]),
    'property.': [['properties']],
    'tag.': [['tags'], ['contacts'], ['contact']],
    'consent-purpose.': [['consent-purposes']],
    'contact.': ({ subject }) => [
      ['contacts'],
      ['duplicates'],
      ['merges', 'contacts'],
      ...(subject === undefined ? [] : [['contact', subject.id]]),
    ],
  },
};

function text(search: Record<string, unknown>, name: string): Record<string, string> {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}
