import { audience } from '../audience/web/routes.tsx';
import { sample } from '../sample/web/routes.tsx';
import { handoff } from '../handoff/web/routes.tsx';
import { insights } from '../insights/web/routes.tsx';
import { pipeline } from '../pipeline/web/routes.tsx';
import { scoring } from '../scoring/web/routes.tsx';
import { touchpoints } from '../touchpoints/web/routes.tsx';
import { workspace } from '../workspace/web/routes.tsx';
import type { WebRoom } from './room.ts';

/** Every room with pages, in the order of the customer's journey. Pages load when they are opened. */
export const rooms: readonly WebRoom[] = [
  audience,
  touchpoints,
  scoring,
  handoff,
  pipeline,
  insights,
  sample,
  workspace,
];
