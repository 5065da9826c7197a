import { later } from '../../../web/ui/later.tsx';
import { useLogAsk } from './open-log.ts';

const LogDialog = later(async () => (await import('./LogDialog.tsx')).LogDialog);

/** The dialog in which colleagues write down what happened, over whatever page they are on. */
export function Anywhere() {
  const ask = useLogAsk();
  return ask === undefined ? null : <LogDialog ask={ask} />;
}
