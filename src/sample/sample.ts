import type { Room } from '../platform/room.ts';
import './events.ts';
import { jobs } from './jobs.ts';
import { sampleListeners } from './merged.ts';
import { joinTeams } from './prepare.ts';
import { routes } from './routes.ts';

export { loadWorld, type Loaded } from './load.ts';
export { removeWorld, beginRemoval } from './remove.ts';
export { beginWorld, findWorld } from './worlds.ts';
export { DEFAULT_CONTACTS, DEFAULT_SEED, FEWEST_CONTACTS, MOST_CONTACTS } from './world/world.ts';

/** Hallow & Reed: a company that never was, to look around in, to test with and to measure on. */
export const sample: Room = {
  name: 'sample',
  routes,
  jobs,
  listeners: [sampleListeners, { 'workspace.opened': joinTeams }],
  subjectKinds: { sample: { permission: 'sample.manage', mayRead: async (_db, _who, ids) => new Set(ids) } },
};
