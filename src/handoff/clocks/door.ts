import type { Room, SubjectKind } from '../../platform/room.ts';
import { routeAgain } from '../assigning.ts';
import { keepClocks } from './round.ts';

export { clockJobs, workingTimesWatched } from './jobs.ts';
export { clockListeners } from './listeners.ts';
export { clockNotices } from './notices.ts';

export const clockRounds: NonNullable<Room['rounds']> = (house) => [keepClocks(house, routeAgain)];

/** What both sides agreed, and what follows, is read by everybody on either side. */
const all = async (_db: unknown, _who: unknown, ids: string[]) => new Set(ids);

export const agreementSubjects: Record<string, SubjectKind> = {
  agreement: { permission: 'handoffs.read', mayRead: all },
  consequence: { permission: 'handoffs.read', mayRead: all },
};
