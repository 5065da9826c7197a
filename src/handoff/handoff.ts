import type { Room } from '../platform/room.ts';
import { agreementRoutes } from './agreement/routes.ts';
import {
  agreementSubjects,
  clockJobs,
  clockListeners,
  clockNotices,
  clockRounds,
  workingTimesWatched,
} from './clocks/door.ts';
import './events.ts';
import {
  feedbackJobs,
  feedbackListeners,
  feedbackNotices,
  feedbackRoutes,
  feedbackSubjects,
  notesAbout,
} from './feedback/door.ts';
import { handOverJobs } from './hand-overs/jobs.ts';
import { handOverRoutes } from './hand-overs/routes.ts';
import { hourRoutes } from './hours/routes.ts';
import { leaverWatch } from './leaving.ts';
import { listeners } from './listening.ts';
import { notices } from './notices.ts';
import { personalData } from './personal.ts';
import { readableHandoffs } from './reading.ts';
import { keepHandoffs } from './rounds.ts';
import { routes } from './routes.ts';
import './routing/tables.ts';
import './tables.ts';
import { tensionRoutes } from './tension/routes.ts';

export { closeMonths } from './agreement/closing.ts';
export { usualTerms } from './agreement/usual-terms.ts';
export { bringPastHandoffs, type PastHandoff } from './past.ts';
export { periodOf } from './tension/period.ts';

/** Marketing's leads become sales' work, under an agreement both signed; what sales finds out flows back. */
export const handoff: Room = {
  name: 'handoff',
  routes: (app, house) => {
    routes(app, house);
    handOverRoutes(app, house);
    agreementRoutes(app, house);
    hourRoutes(app, house);
    feedbackRoutes(app, house);
    tensionRoutes(app, house);
  },
  jobs: (house) => ({ ...clockJobs, ...handOverJobs, ...feedbackJobs(house) }),
  listeners: [listeners, clockListeners, feedbackListeners],
  personalData: async (db, ids) => ({ ...(await personalData(db, ids)), ...(await notesAbout(db, ids)) }),
  subscribers: () => [workingTimesWatched, leaverWatch],
  rounds: (house) => [keepHandoffs(house), ...clockRounds(house)],
  notices: [...notices, ...clockNotices, ...feedbackNotices],
  subjectKinds: {
    handoff: { permission: 'handoffs.read', mayRead: readableHandoffs },
    // Who gets what is no secret among those who see hand-offs.
    routing: { permission: 'handoffs.read', mayRead: async (_db, _who, ids) => new Set(ids) },
    rep: { permission: 'handoffs.read', mayRead: async (_db, _who, ids) => new Set(ids) },
    ...agreementSubjects,
    ...feedbackSubjects,
  },
};
