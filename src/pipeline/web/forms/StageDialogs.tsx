import { later } from '../../../web/ui/later.tsx';
import type { StageMoving } from './use-stage-move.ts';

const WinDialog = later(async () => (await import('./WinDialog.tsx')).WinDialog);
const LoseDialog = later(async () => (await import('./LoseDialog.tsx')).LoseDialog);

/** Whichever of the two is asked for. */
export function StageDialogs({ moving: { asked, done } }: { moving: StageMoving }) {
  if (asked === undefined) return null;
  return asked.stage === 'won' ? (
    <WinDialog deal={asked.deal} onClose={done} />
  ) : (
    <LoseDialog deal={asked.deal} onClose={done} />
  );
}
