import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { stateOf, stateWords, type Source } from './sources.ts';

/** Whether something comes, with the word beside the dot. */
export function SourceStateDot({ source }: { source: Source }) {
  const state = stateOf(source, useNow().getTime());
  return <output className={classes('source-state', state)}>{stateWords[state]}</output>;
}
