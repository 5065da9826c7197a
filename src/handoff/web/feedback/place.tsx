import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Command, Parents, RailItem, RecordKind, RecordPart, WebRoom } from '../../../web/room.ts';
import { later } from '../../../web/ui/later.tsx';
import { toAddress } from '../tension/address.ts';
import { narrowedBy } from './feedback.ts';
import { openNote } from './open-note.ts';

const OfModel = later(async () => (await import('./OfModel.tsx')).OfModel);
const NoteButton = later(async () => (await import('./NoteButton.tsx')).NoteButton);

/** What feedback and the tension view bring to the hand-off's part of the web. */
export const feedbackRail: RailItem[] = [
  {
    group: 'Hand off',
    label: 'Feedback',
    to: '/feedback',
    icon: 'message',
    may: 'feedback.read',
    keys: 'g f',
    words: 'field notes verdicts themes customers say complaints wishes competitors',
  },
  {
    group: 'Hand off',
    label: 'Tension',
    to: '/tension',
    icon: 'merge',
    may: 'handoffs.read',
    words: 'accepted share reasons response time target audience marketing sales blame',
  },
];

const tensionAsks = [
  'days',
  'from',
  'to',
  'source',
  'campaign',
  'verdict',
  'reason',
  'grade',
  'line',
  'answered',
  'show',
] as const;

export const feedbackRoutes = ({ shell }: Parents) => [
  createRoute({
    getParentRoute: () => shell,
    path: '/feedback',
    validateSearch: narrowedBy,
    component: lazyRouteComponent(() => import('./FeedbackPage.tsx'), 'FeedbackPage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/feedback/themes/$id',
    component: lazyRouteComponent(() => import('./ThemePage.tsx'), 'ThemePage'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/tension',
    validateSearch: (search: Record<string, unknown>) => toAddress(search, tensionAsks),
    component: lazyRouteComponent(() => import('../tension/TensionPage.tsx'), 'TensionPage'),
  }),
];

export const feedbackCommands: Command[] = [
  {
    id: 'field-note',
    label: 'Field note…',
    icon: 'message',
    words: 'customer said complaint wish praise question competitor problem feedback write',
    may: 'feedback.write',
    run: () => openNote(),
  },
];

export const feedbackParts: RecordPart[] = [
  { kind: 'contact', slot: 'actions', may: 'feedback.write', Part: NoteButton },
  { kind: 'score-model', slot: 'context', may: 'feedback.read', Part: OfModel },
];

export const feedbackKinds: RecordKind[] = [
  { kind: 'theme', label: 'Theme', icon: 'message' },
  { kind: 'field-note', label: 'Field note', icon: 'note' },
  { kind: 'follow-up', label: 'Follow-up', icon: 'flag' },
];

export const feedbackLiveKeys: NonNullable<WebRoom['liveKeys']> = {
  'field-note.': [['feedback']],
  'field-note.edited': [['contact']],
  'field-note.deleted': [['contact']],
  'theme.': [['feedback']],
  'follow-up.': [['feedback']],
  'handoff.judged': [['feedback'], ['tension']],
};
