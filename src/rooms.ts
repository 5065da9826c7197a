import { gatherConditions } from './platform/conditions.ts';
import { gatherFilterFields, gatherSortFields } from './platform/filters.ts';
import { listen } from './platform/listeners.ts';
import { keepers } from './platform/personal-data.ts';
import type { Room } from './platform/room.ts';
import { audience } from './audience/audience.ts';
import { handoff } from './handoff/handoff.ts';
import { insights } from './insights/insights.ts';
import { pipeline } from './pipeline/pipeline.ts';
import { sample } from './sample/sample.ts';
import { scoring } from './scoring/scoring.ts';
import { touchpoints } from './touchpoints/touchpoints.ts';
import { workspace } from './workspace/workspace.ts';

/** The table of contents: every room, in the order of the customer's journey; the building last. */
export const rooms: Room[] = [audience, touchpoints, scoring, handoff, pipeline, insights, sample, workspace];

listen(rooms.flatMap(({ listeners }) => listeners ?? []));
gatherFilterFields(rooms.flatMap(({ filterFields }) => (filterFields ? [filterFields] : [])));
gatherSortFields(rooms.flatMap(({ sortFields }) => (sortFields ? [sortFields] : [])));
gatherConditions(rooms.flatMap(({ conditions }) => conditions ?? []));
keepers(rooms.flatMap(({ personalData }) => personalData ?? []));
