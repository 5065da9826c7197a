import type { Selection } from '../../../web/list/selection.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { openAct } from '../acts/open-act.ts';

/** In the bar over a list of contacts: all that are selected, to sales. */
export function HandSelection({ selection }: { selection: Selection }) {
  return (
    <Button small ghost icon="handoff" onClick={() => openAct({ act: 'hand-over-many', selection })}>
      Hand to sales
    </Button>
  );
}
