import { mailJobs } from '../platform/mail.ts';
import type { Room } from '../platform/room.ts';
import { signInJobs } from './auth/jobs.ts';
import { housekeepingJobs } from './housekeeping.ts';
import { notices } from './notifications/notices.ts';
import { routes } from './routes.ts';
import { subjectKinds } from './subjects.ts';
import './events.ts';
import './tables.ts';

export { may, scopeOf, allows, scopesOf, type Permission, type Scope } from './permissions.ts';
export { mustReach, ownedBy } from './scope.ts';
export { zoneOf } from './zone.ts';
export { authenticate } from './auth/authenticate.ts';
export { starterOf } from './auth/starter.ts';
export { isSetUp, setUpLink, setUpOwner } from './auth/set-up.ts';
export { createUser } from './people/create-user.ts';
export { createKey } from './keys/keys.ts';
export { registerAcrossRooms } from './across-rooms.ts';
export { forgetHistory } from './forgetting.ts';
export { notificationTeller } from './notifications/telling.ts';
export { readSettings } from './settings/settings.ts';
export { renameInViews } from './views/views.ts';
export type { TeamKind } from './teams/team.ts';
export {
  addWorkingTime,
  isWorking,
  workingMinutesBetween,
  type WeeklyHours,
  type WorkingTime,
} from './teams/working-hours.ts';
export { usualWorkingTime, workingTimesOf } from './teams/working-times.ts';

/** Who works here and what they may do: people, teams, keys, audit, notifications, settings. */
export const workspace: Room = {
  name: 'workspace',
  routes,
  jobs: (house) => ({ ...signInJobs(house), ...mailJobs(house.settings), ...housekeepingJobs }),
  subjectKinds,
  notices,
};
