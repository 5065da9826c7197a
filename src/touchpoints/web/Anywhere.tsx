import { later } from '../../web/ui/later.tsx';
import { useLinkAsk } from './links/open-link.ts';
import { useLogAsk } from './log/open-log.ts';

const LogDialog = later(async () => (await import('./log/LogDialog.tsx')).LogDialog);
const LinkDialog = later(async () => (await import('./links/LinkDialog.tsx')).LinkDialog);

/** The dialogs in which colleagues write down what happened, or ask for a personal link, over whatever page they are on. */
export function Anywhere() {
  const ask = useLogAsk();
  const person = useLinkAsk();
  return (
    <>
      {ask !== undefined && <LogDialog ask={ask} />}
      {person !== undefined && <LinkDialog person={person} />}
    </>
  );
}
