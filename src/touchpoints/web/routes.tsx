import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Problem } from '../../web/problem.ts';
import { queryClient } from '../../web/query.ts';
import type { Command, WebRoom } from '../../web/room.ts';
import { may, sessionQuery } from '../../web/session.ts';
import { later } from '../../web/ui/later.tsx';
import { Anywhere } from './Anywhere.tsx';
import { openLink } from './links/open-link.ts';
import { openLog, type LogAsk } from './log/open-log.ts';

const JourneyLine = later(
  async () => (await import('./journey/JourneyLine.tsx')).JourneyLine,
  <JourneyWait />,
);
const TouchTimeline = later(async () => (await import('./timeline/TouchTimeline.tsx')).TouchTimeline);
const CompanyTimeline = later(async () => (await import('./timeline/CompanyTimeline.tsx')).CompanyTimeline);
const LogButton = later(async () => (await import('./log/LogButton.tsx')).LogButton);

/** The spine has few pages of its own: it stands on the pages of records, and over all of them. */
export const touchpoints: WebRoom = {
  name: 'touchpoints',
  // Sources stand among the settings; their list of places brings them into the rail.
  rail: [],
  routes: ({ shell }) => [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/sources',
      validateSearch: (search: Record<string, unknown>) =>
        search['create'] === true ? { create: true } : {},
      component: lazyRouteComponent(() => import('./sources/SourcesPage.tsx'), 'SourcesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/sources/$id',
      component: lazyRouteComponent(() => import('./sources/SourcePage.tsx'), 'SourcePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/retention',
      beforeLoad: () => {
        const session = queryClient.getQueryData(sessionQuery.queryKey);
        if (session !== undefined && !may(session, 'retention.manage')) throw new Problem({ status: 403 });
      },
      component: lazyRouteComponent(() => import('./retention/RetentionPage.tsx'), 'RetentionPage'),
    }),
  ],
  commands: [
    log('Log a call', 'phone', { kind: 'call_warm' }, 'phone rang cold warm inbound', { thumb: 'Log' }),
    log('Log a visit', 'visit', { kind: 'visit' }, 'expense salon customer travel'),
    log('Log a meeting', 'team', { kind: 'meeting' }, 'met talk'),
    log('Log a demo', 'screen', { kind: 'demo' }, 'demonstration shown'),
    log('Log a note', 'note', { kind: 'note' }, 'write remember'),
    log('Log word of mouth', 'message', { kind: 'word_of_mouth' }, 'recommended referral told friend'),
    log('Log a talk at a trade fair', 'team', { kind: 'fair_talk' }, 'exhibition booth stand messe'),
    log(
      'Log “heard us on the radio”',
      'radio',
      { kind: 'heard_of_us', channel: 'radio' },
      'heard of us about spot advert',
    ),
    log('Log where they heard of us', 'message', { kind: 'heard_of_us' }, 'tv print billboard press poster'),
    {
      id: 'new-source',
      label: 'New source of touchpoints',
      icon: 'plus',
      words: 'tracking snippet web site segment connect',
      may: 'sources.manage',
      run: (go) => go('/settings/sources?create=true'),
    },
  ],
  recordKinds: [{ kind: 'source', label: 'Source', icon: 'web' }],
  recordWords: { retention: async () => (await import('./retention/retention.ts')).retentionWords },
  recordParts: [
    { kind: 'contact', slot: 'actions', may: 'touchpoints.log', Part: LogButton },
    { kind: 'company', slot: 'actions', may: 'touchpoints.log', Part: LogButton },
    { kind: 'contact', slot: 'top', Part: JourneyLine },
    { kind: 'contact', slot: 'timeline', Part: TouchTimeline },
    { kind: 'company', slot: 'timeline', Part: CompanyTimeline },
  ],
  recordActions: [
    {
      kind: 'contact',
      label: 'Copy personal link …',
      icon: 'link',
      may: 'contacts.read',
      run: openLink,
    },
  ],
  rowActions: [
    {
      kind: 'contact',
      label: 'Log what happened',
      icon: 'note',
      keys: 'l',
      may: 'touchpoints.log',
      run: (person) => openLog({ person }),
    },
  ],
  Anywhere,
  listFields: {
    contacts: [
      {
        id: 'lastTouchAt',
        label: 'Last touch',
        type: 'date',
        operators: ['in_last', 'after', 'before', 'is_empty'],
      },
      {
        id: 'lastChannel',
        label: 'Last channel',
        type: 'choice',
        choices: async () => (await import('../../audience/web/words.ts')).sourceChoices,
      },
      { id: 'cameBackAt', label: 'Came back', type: 'date', operators: ['in_last', 'after', 'before'] },
    ],
  },
  toldElsewhere: ['touchpoint.recorded'],
  liveKeys: {
    'touchpoint.': ({ subject }) => [
      ['sources'],
      // Whose company it was, the event does not say.
      ['company-timeline'],
      ...(subject === undefined
        ? []
        : [
            ['contact', subject.id, 'timeline'],
            ['contact', subject.id, 'journey'],
          ]),
    ],
    'contact.stage-moved': ({ subject }) =>
      subject === undefined ? [] : [['contact', subject.id, 'journey']],
    'source.': [['sources']],
    'retention.': [['retention']],
    'touchpoint-kind.': [['touchpoint-kinds']],
  },
};

function log(
  label: string,
  icon: NonNullable<Command['icon']>,
  ask: LogAsk,
  words: string,
  more: Pick<Command, 'thumb'> = {},
): Command {
  const id = `log-${ask.kind ?? ''}`;
  return { id, label: `${label}…`, icon, words, may: 'touchpoints.log', run: () => openLog(ask), ...more };
}

/** As high as the picture that comes, so that nothing jumps. */
function JourneyWait() {
  return <div style={{ height: 300 }} />;
}
