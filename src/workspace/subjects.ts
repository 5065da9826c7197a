import type { SubjectKind } from '../platform/room.ts';
import { readableViews } from './views/views.ts';

/** Whoever may see one person, team or key may see all of them. */
const all = async (_db: unknown, _who: unknown, ids: string[]) => new Set(ids);

export const subjectKinds: Record<string, SubjectKind> = {
  person: { permission: 'people.read', mayRead: all },
  // From where somebody signs in, and how, is nobody’s business but theirs and the administrators’.
  account: { permission: 'people.manage', mayRead: all },
  invitation: { permission: 'people.manage', mayRead: all },
  team: { permission: 'teams.read', mayRead: all },
  holiday: { permission: 'teams.read', mayRead: all },
  key: { permission: 'keys.manage', mayRead: all },
  workspace: { permission: 'workspace.manage', mayRead: all },
  view: { permission: 'people.read', mayRead: readableViews, private: true },
};
