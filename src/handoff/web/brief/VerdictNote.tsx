import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { dayWords } from '../clocks/days.ts';
import type { Handoff } from '../handoffs.ts';
import { reasonWords, verdictWords } from '../words.ts';

/** What sales said of it, and in their words. */
export function VerdictNote({ handoff }: { handoff: Handoff }) {
  const { verdict, reason, words, verdictBy, verdictAt, recycleOn } = handoff;
  if (verdict === null) return null;
  return (
    <div className="notice">
      <Icon name={verdict === 'accepted' ? 'tick' : verdict === 'recycled' ? 'refresh' : 'cross'} />
      <div className="stack">
        <span className="strong">
          {verdictWords[verdict]}
          {reason !== null && `: ${reasonWords[reason].toLowerCase()}`}
        </span>
        {words !== null && <span>{words}</span>}
        <span className="small muted">
          {verdictBy !== null && `${verdictBy.name}, `}
          {verdictAt !== null && <RelativeTime at={verdictAt} />}
          {recycleOn !== null && `, back on ${dayWords(recycleOn)}`}
        </span>
      </div>
    </div>
  );
}
