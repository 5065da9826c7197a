import type { Room } from '../platform/room.ts';
import { eraser } from './housekeeping.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.ts';
import './tables.ts';

export { isTouch, kinds, type Kind } from './kind.ts';
export { record, type Recorded } from './record.ts';
export { type Source, type SourceKind } from './source.ts';
export { type Arrival, type NewTouchpoint, type Outcome } from './touchpoint.ts';
export { wayOf, type Way } from './channels/channel.ts';

/** Everybody who may read one source may read all. */
const all = async (_db: unknown, _who: unknown, ids: string[]) => new Set(ids);

/** The spine: everything that happens between the company and a person, on one line. */
export const touchpoints: Room = {
  name: 'touchpoints',
  routes,
  jobs,
  subscribers: () => [eraser],
  subjectKinds: {
    source: { permission: 'sources.read', mayRead: all },
    'touchpoint-kind': { permission: 'contacts.read', mayRead: all },
  },
};
