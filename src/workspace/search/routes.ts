import type { Actor } from '../../platform/actor.ts';
import type { App } from '../../platform/http/app.ts';
import type { House, Room, SearchHit } from '../../platform/room.ts';
import { may } from '../permissions.ts';
import * as contract from './contract.ts';

const MOST_PER_ROOM = 10;

/** Every room answers only with what the person may read. */
export function searchRoutes(app: App, house: House, rooms: Room[]): void {
  app.get('/api/search', { ...may('signed-in'), schema: contract.search }, async ({ who, query }) => ({
    items: query.q === '' ? [] : await searchRooms(house, who, query.q, rooms),
  }));
}

/** All rooms at the same time; one that fails is missing from the answer, not the end of it. */
async function searchRooms(
  { db, log }: House,
  who: Actor,
  text: string,
  rooms: Room[],
): Promise<SearchHit[]> {
  const found = await Promise.all(
    rooms.map(async ({ name, search }) => {
      try {
        return ((await search?.(db, who, text)) ?? []).slice(0, MOST_PER_ROOM);
      } catch (error) {
        log.error({ err: error, room: name }, 'a room could not be searched');
        return [];
      }
    }),
  );
  return found.flat();
}
