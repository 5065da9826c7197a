import type { Room } from '../platform/room.ts';
import { routes } from './routes.ts';

/** What all the other rooms know, added up: read by people, never by rooms. */
export const insights: Room = { name: 'insights', routes };
