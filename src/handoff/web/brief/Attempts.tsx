import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { Attempt } from '../handoffs.ts';
import { kindIcons, kindWords, outcomeWords } from '../words.ts';
import { Part } from './Part.tsx';

/** What was tried so far, the newest first. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <Part title={`Attempts so far, ${attempts.length}`}>
      <ol className="brief-attempts">
        {attempts.map(({ id, kind, outcome, words, by, at }) => (
          <li key={id}>
            <Icon name={kindIcons[kind]} size={14} />
            <span>
              <span className="strong">{kindWords[kind]}</span>, {outcomeWords[outcome].toLowerCase()}
              {words !== null && <span className="under">{words}</span>}
              <span className="under small muted">
                {by !== null && `${by.name}, `}
                <RelativeTime at={at} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}
