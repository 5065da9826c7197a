import { later } from '../../../web/ui/later.tsx';
import { useAct } from './open-act.ts';

const ActDialogs = later(async () => (await import('./ActDialogs.tsx')).ActDialogs);

/** The dialogs of this room, over whatever page one is on. */
export function Anywhere() {
  const act = useAct();
  return act === undefined ? null : <ActDialogs act={act} />;
}
