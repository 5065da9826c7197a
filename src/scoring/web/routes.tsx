import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { LiveEvent, WebRoom } from '../../web/room.ts';
import { later } from '../../web/ui/later.tsx';

const ScoreBlock = later(async () => (await import('./contact/ScoreBlock.tsx')).ScoreBlock);
const TemperatureChip = later(async () => (await import('./contact/TemperatureChip.tsx')).TemperatureChip);
const TemperatureCell = later(async () => (await import('./contact/TemperatureCell.tsx')).TemperatureCell);
const PropensityCell = later(async () => (await import('./contact/PropensityCell.tsx')).PropensityCell);
const PropensityBlock = later(
  async () => (await import('./model-check/PropensityBlock.tsx')).PropensityBlock,
);

/** How warm everybody is, by a model both teams own. */
export const scoring: WebRoom = {
  name: 'scoring',
  // The board comes first in its group, so the hand-off's rail has the score.
  rail: [],
  routes: ({ shell }) => [
    createRoute({
      getParentRoute: () => shell,
      path: '/score',
      component: lazyRouteComponent(() => import('./ScorePage.tsx'), 'ScorePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/score/check',
      component: lazyRouteComponent(() => import('./model-check/ModelCheckPage.tsx'), 'ModelCheckPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/score/models/$id',
      validateSearch: ({ tab }: Record<string, unknown>) =>
        tab === 'simulation' || tab === 'differences' ? { tab } : {},
      component: lazyRouteComponent(() => import('./model/ModelPage.tsx'), 'ModelPage'),
    }),
  ],
  recordKinds: [{ kind: 'score-model', label: 'Score version', icon: 'hot' }],
  recordParts: [
    { kind: 'contact', slot: 'subtitle', may: 'scores.read', Part: TemperatureChip },
    { kind: 'contact', slot: 'context', may: 'scores.read', Part: ScoreBlock },
    { kind: 'contact', slot: 'context', may: 'scores.read', Part: PropensityBlock },
  ],
  listColumns: {
    contacts: [
      {
        id: 'temperature',
        header: 'Temperature',
        width: 96,
        onCard: true,
        cell: ({ id }) => <TemperatureCell contactId={id} />,
      },
      {
        id: 'propensity',
        header: 'Propensity',
        width: 108,
        align: 'right',
        sortable: true,
        cell: ({ id }) => <PropensityCell contactId={id} />,
      },
    ],
  },
  listFields: {
    contacts: [
      {
        id: 'temperature',
        label: 'Temperature',
        type: 'choice',
        operators: ['is', 'is_not'],
        choices: [
          { value: 'cold', label: 'Cold' },
          { value: 'warm', label: 'Warm' },
          { value: 'hot', label: 'Hot' },
        ],
      },
      { id: 'propensity', label: 'Propensity in %', type: 'number', operators: ['at_least', 'at_most'] },
      { id: 'fit', label: 'Fit', type: 'number', operators: ['at_least', 'at_most'] },
      {
        id: 'grade',
        label: 'Grade',
        type: 'choice',
        operators: ['is', 'is_not'],
        choices: ['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade })),
      },
    ],
  },
  warmth: {
    queryKey: (contactId) => ['contact', contactId, 'temperatures'],
    fetch: async (contactId) => (await import('./contact/warmth.ts')).warmthOf(contactId),
  },
  // The ribbon and the block of the score tell it.
  toldElsewhere: ['contact.temperature-moved'],
  liveKeys: {
    'contact.temperature-moved': ({ subject }) => ofContact(subject),
    'touchpoint.': ({ subject }) => ofContact(subject),
    'score-model.': [['score-models'], ['scores'], ['contact-score']],
  },
};

function ofContact(subject: LiveEvent['subject']) {
  if (subject === undefined) return [];
  const { id } = subject;
  return [
    ['contact-score', id],
    ['contact', id, 'score'],
    ['contact', id, 'propensity'],
    ['contact', id, 'temperatures'],
  ];
}
