import type { FastifyRequest } from 'fastify';
import type { Actor } from '../platform/actor.ts';
import type { App } from '../platform/http/app.ts';
import type { Tail } from '../platform/live.ts';
import type { House, Notice, Room, SubjectKind } from '../platform/room.ts';
import { activityRoutes } from './activity/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { notificationSettingsRoutes } from './notifications/routes.ts';
import { searchRoutes } from './search/routes.ts';

/** What all rooms bring together; `house.ts` gathers it. */
export type Across = {
  rooms: Room[];
  kinds: Record<string, SubjectKind>;
  notices: Notice[];
  tail: Tail;
  authenticate: (request: FastifyRequest) => Promise<Actor | null>;
};

/** The pages that show what all rooms have: activity, search, live updates, what one is told about. */
export function registerAcrossRooms(
  app: App,
  house: House,
  { rooms, kinds, notices, tail, authenticate }: Across,
): void {
  activityRoutes(app, house, kinds);
  searchRoutes(app, house, rooms);
  notificationSettingsRoutes(app, house, notices);
  liveRoutes(app, house, { tail, kinds, authenticate });
}
