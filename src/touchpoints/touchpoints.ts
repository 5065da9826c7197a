import { bringTarget } from '../audience/audience.ts';
import type { Listeners } from '../platform/listeners.ts';
import type { Room } from '../platform/room.ts';
import { activityConditions, conditionListeners, touchpointConditions } from './conditions.ts';
import './events.ts';
import { contactFilterFields } from './filter-fields.ts';
import { workOffInbox } from './intake/work-off.ts';
import { touchpointsTarget } from './import/target.ts';
import { keepTouched } from './import/undo.ts';
import { jobs } from './jobs.ts';
import { moveAlong, moveBack, weighCompanies } from './merging.ts';
import { forgetPeople, personalData } from './personal.ts';
import { routes } from './routes.ts';
import './tables.ts';

export { addUpAgain } from './activity.ts';
export { touchWords } from './conditions.ts';
export { isTouch, kinds, noTouchKinds, type Kind } from './kind.ts';
export { record, type Recorded } from './record.ts';
export { byHand, type Source, type SourceKind } from './source.ts';
export { rewrite, takeOff } from './taken-back.ts';
export { type Arrival, type NewTouchpoint, type Outcome } from './touchpoint.ts';
export { wayOf, type Way } from './channels/channel.ts';

// The import is upstream of us: it knows what its targets are by being told.
bringTarget(touchpointsTarget);

/** Everybody who may read one source may read all. */
const all = async (_db: unknown, _who: unknown, ids: string[]) => new Set(ids);

const ownListeners: Listeners = {
  'contacts.merged': (db, _who, told) => moveAlong(db, told),
  'contacts.unmerged': (db, _who, told) => moveBack(db, told),
  'companies.weighed': (db, _who, told) => weighCompanies(db, told),
  'contacts.unmaking': (db, _who, told) => keepTouched(db, told),
  // In the transaction: what the receipt says is gone is gone, and the names it is found by are still known.
  'contacts.erased': (db, _who, told) => forgetPeople(db, told),
};

/** The spine: everything that happens between the company and a person, on one line. */
export const touchpoints: Room = {
  name: 'touchpoints',
  routes,
  jobs,
  listeners: [ownListeners, conditionListeners],
  filterFields: { contacts: contactFilterFields },
  conditions: [touchpointConditions, activityConditions],
  personalData,
  rounds: workOffInbox,
  subjectKinds: {
    source: { permission: 'sources.read', mayRead: all },
    retention: { permission: 'retention.manage', mayRead: all },
    'touchpoint-kind': { permission: 'contacts.read', mayRead: all },
  },
};
