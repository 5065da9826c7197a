import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listSearch } from '../../web/list/list-state.ts';
import type { WebRoom } from '../../web/room.ts';

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
  ],
  routes: ({ shell }) => [
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
        ...text(search, 'file'),
        ...text(search, 'name'),
        ...text(search, 'operation'),
      }),
      component: lazyRouteComponent(() => import('./import/ImportPage.tsx'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts/$id',
      // While the pointer rests on a link, the contact is already on its way.
      loader: ({ params }) =>
        void import('./contacts.ts').then(({ expectContact }) => expectContact(params.id)),
      component: lazyRouteComponent(() => import('./record/ContactPage.tsx'), 'ContactPage'),
    }),
  ],
  commands: [
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
  ],
  recordKinds: [{ kind: 'contact', label: 'Contact', icon: 'contact' }],
  lists: { contacts: '/contacts' },
  liveKeys: {
    'contact.': ({ subject }) => [['contacts'], ...(subject === undefined ? [] : [['contact', subject.id]])],
  },
};

function text(search: Record<string, unknown>, name: string): Record<string, string> {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}
