import type { Room } from './platform/room.ts';
import { audience } from './audience/audience.ts';
import { touchpoints } from './touchpoints/touchpoints.ts';
import { workspace } from './workspace/workspace.ts';

/** The table of contents: every room, in the order of the customer's journey; the building last. */
export const rooms: Room[] = [audience, touchpoints, workspace];
