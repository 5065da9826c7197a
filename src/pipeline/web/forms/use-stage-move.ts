import { useState } from 'react';
import { attempt } from '../../../audience/web/contacts.ts';
import { setStage, type Deal } from '../deals.ts';
import type { Stage } from '../words.ts';

export type StageMoving = {
  /** What somebody is being asked about. */
  asked: { deal: Deal; stage: 'won' | 'lost' } | undefined;
  move: (deal: Deal, stage: Stage) => void;
  done: () => void;
};

/** Winning and losing ask what else is to be said; opening again asks nothing. */
export function useStageMove(): StageMoving {
  const [asked, ask] = useState<StageMoving['asked']>();
  return {
    asked,
    move: (deal, stage) =>
      stage === 'open' ? void attempt(() => setStage(deal, { stage })) : ask({ deal, stage }),
    done: () => ask(undefined),
  };
}
