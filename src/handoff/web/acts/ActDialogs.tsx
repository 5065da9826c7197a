import '../handoff.css';
import { AcceptDialog } from './AcceptDialog.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { AttemptDialog } from './AttemptDialog.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { HandOverManyDialog } from './HandOverManyDialog.tsx';
import type { Act } from './open-act.ts';
import { RecycleDialog, RejectDialog } from './ReturnDialog.tsx';

export function ActDialogs({ act }: { act: Act }) {
  switch (act.act) {
    case 'accept':
      return <AcceptDialog {...act} />;
    case 'recycle':
      return <RecycleDialog {...act} />;
    case 'reject':
      return <RejectDialog {...act} />;
    case 'attempt':
      return <AttemptDialog {...act} />;
    case 'assign':
      return <AssignDialog {...act} />;
    case 'hand-over':
      return <HandOverDialog {...act} />;
    case 'hand-over-many':
      return <HandOverManyDialog {...act} />;
  }
}
