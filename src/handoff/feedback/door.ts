import type { Listeners } from '../../platform/listeners.ts';
import type { SubjectKind } from '../../platform/room.ts';
import './events.ts';
import './tables.ts';
import { noteListeners } from './people.ts';

export { feedbackJobs } from './jobs.ts';
export { feedbackNotices } from './notices.ts';
export { notesAbout } from './people.ts';
export { feedbackRoutes } from './routes.ts';

export const feedbackListeners: Listeners = noteListeners;

/** What was said is there for everybody who reads feedback; whom it was about, only for whoever may see them. */
const everybodys: SubjectKind = {
  permission: 'feedback.read',
  mayRead: async (_db, _who, ids) => new Set(ids),
};

export const feedbackSubjects: Record<string, SubjectKind> = {
  'field-note': everybodys,
  theme: everybodys,
  'follow-up': everybodys,
  'feedback-digest': everybodys,
};
