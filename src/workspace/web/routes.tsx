import { createRoute, lazyRouteComponent, redirect, type AnyRoute } from '@tanstack/react-router';
import { listSearch } from '../../web/list/list-state.ts';
import { Problem } from '../../web/problem.ts';
import { queryClient } from '../../web/query.ts';
import type { WebRoom } from '../../web/room.ts';
import { may, sessionQuery } from '../../web/session.ts';
import { auditSearch } from './audit/search.ts';
import { places } from './settings/pages.ts';

type Loader = Parameters<typeof lazyRouteComponent>[0];

/** Sign-in and its like stand outside the shell; all else is Settings. */
export const workspace: WebRoom = {
  name: 'workspace',
  rail: [
    { group: 'Settings', label: 'Overview', to: '/settings', icon: 'settings', keys: 'g s' },
    ...places.map(({ label, to, icon, may, words }) => ({
      group: 'Settings' as const,
      label,
      to,
      icon,
      words: `settings ${words}`,
      ...(may === undefined ? {} : { may }),
    })),
  ],
  routes: ({ shell, bare }) => [
    page(bare, '/sign-in', () => import('./sign-in/SignInPage.tsx')),
    page(bare, '/set-up', () => import('./sign-in/SetUpPage.tsx')),
    page(bare, '/forgot', () => import('./sign-in/ForgotPage.tsx')),
    page(bare, '/reset', () => import('./sign-in/ResetPage.tsx')),
    page(bare, '/invitation', () => import('./sign-in/InvitationPage.tsx')),
    page(shell, '/settings', () => import('./settings/SettingsPage.tsx')),
    page(shell, '/settings/account', () => import('./account/AccountPage.tsx')),
    people(shell),
    page(shell, '/settings/people/$id', () => import('./people/PersonPage.tsx')),
    page(shell, '/settings/people/invitations', () => import('./people/InvitationsPage.tsx')),
    page(shell, '/settings/teams', () => import('./teams/TeamsPage.tsx')),
    page(shell, '/settings/teams/$id', () => import('./teams/TeamPage.tsx')),
    page(shell, '/settings/workspace', () => import('./settings/WorkspacePage.tsx')),
    page(shell, '/settings/keys', () => import('./keys/KeysPage.tsx')),
    page(shell, '/settings/audit', () => import('./audit/AuditPage.tsx'), auditSearch),
    page(shell, '/settings/jobs', () => import('./jobs/JobsPage.tsx'), stateSearch),
    page(shell, '/settings/mail', () => import('./mail/OutboxPage.tsx'), stateSearch),
  ],
  commands: [
    {
      id: 'invite',
      label: 'Invite a colleague',
      icon: 'plus',
      words: 'people user add',
      may: 'people.manage',
      run: (go) => go('/settings/people?invite=true'),
    },
  ],
  recordKinds: [
    { kind: 'person', label: 'Person', icon: 'contact' },
    { kind: 'team', label: 'Team', icon: 'team' },
  ],
  lists: { people: '/settings/people' },
  liveKeys: {
    'person.': [['people'], ['invitations'], ['me'], ['teams']],
    'team.': [['teams'], ['people'], ['me']],
    'holiday.': [['teams']],
    'key.': [['keys']],
    'workspace.': [['workspace'], ['me']],
    'session.': [['me']],
    'mail.': [['mails'], ['jobs']],
  },
};

type Search = Record<string, unknown>;

function page(
  parent: AnyRoute,
  path: string,
  load: Loader,
  validateSearch: (search: Search) => Search = (search) => search,
): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path,
    validateSearch,
    beforeLoad: () => requireMay(path),
    component: lazyRouteComponent(load),
  });
}

/** A link from a colleague with other rights leads to a sentence, not to a page of errors. */
function requireMay(path: string): void {
  const permission = path.endsWith('/invitations')
    ? 'people.manage'
    : places.find(({ to }) => path.startsWith(to))?.may;
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (session !== undefined && !may(session, permission)) throw new Problem({ status: 403 });
}

/** The URL holds what the list shows, and whether a command opened the invitation over it. */
function people(parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: '/settings/people',
    validateSearch: (search: Search) => ({
      ...listSearch(search),
      ...(search['invite'] === true ? { invite: true } : {}),
      ...(typeof search['person'] === 'string' ? { person: search['person'] } : {}),
    }),
    // A notification names the person it is about.
    beforeLoad: ({ search }) => {
      if ('person' in search)
        throw redirect({ to: `/settings/people/${String(search.person)}`, replace: true });
    },
    component: lazyRouteComponent(() => import('./people/PeoplePage.tsx')),
  });
}

/** Which tab is open: a notification leads to what failed. */
function stateSearch({ state }: Search): Search {
  return typeof state === 'string' ? { state } : {};
}
