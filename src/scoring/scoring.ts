import type { Room } from '../platform/room.ts';
import { contactFilterFields, contactSortFields, scoreConditions } from './conditions.ts';
import './events.ts';
import { jobs } from './jobs.ts';
import { scoreListeners } from './listeners.ts';
import { notices } from './notices.ts';
import { personalData } from './personal.ts';
import { keepPropensities, learntWatch } from './propensity/learnt.ts';
import './propensity/tables.ts';
import { routes } from './routes.ts';
import './tables.ts';
import { keepScores } from './upkeep.ts';

export { forgetTraining } from './propensity/models.ts';
export { trainPropensity } from './propensity/training.ts';
export { reasonsOf, scoreOf, type ScoreNow } from './asked.ts';
export { writeChronicles, type BroughtIn, type Chronicle, type PastMove } from './chronicle.ts';
export { modelInForce } from './known-models.ts';
export { type MoveReason, type TemperatureMove } from './events.ts';
export { type Temperature } from './temperature.ts';

/** How warm somebody is, by a model both teams own. */
export const scoring: Room = {
  name: 'scoring',
  routes,
  jobs,
  listeners: [scoreListeners],
  filterFields: { contacts: contactFilterFields },
  sortFields: { contacts: contactSortFields },
  conditions: [scoreConditions],
  rounds: (house) => [keepScores(house), keepPropensities(house)],
  subscribers: () => [learntWatch],
  personalData,
  notices,
  subjectKinds: {
    'score-model': { permission: 'scores.read', mayRead: async (_db, _who, ids) => new Set(ids) },
  },
};
