import { sourceWords } from '../../../audience/web/words.ts';
import { about, count } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Definition } from './Definition.tsx';
import { ListLink } from './ListLink.tsx';
import { changeOf, newIn, type Today } from './today.ts';

const most = 8;

/** Where new contacts come from: a bar for these 30 days, a mark where the 30 before ended. */
export function BySource({ today: { sources, computedAt } }: { today: Today }) {
  const { items, exact } = sources;
  const longest = Math.max(1, ...items.map(({ now, before }) => Math.max(now, before)));
  const number = exact ? count : about;
  const rest = items.slice(most).reduce((sum, { now }) => sum + now, 0);
  const others = items.slice(most).map(({ source }) => source);
  return (
    <Card
      title="New contacts by source"
      end={
        <>
          <span className="small muted num">
            <ListLink filter={newIn('now', computedAt)}>{number(sources.now)} in 30 days</ListLink>,{' '}
            <ListLink filter={newIn('before', computedAt)}>
              {number(sources.before)} in the 30 before
            </ListLink>
          </span>
          <Definition of="New contacts by source" at={computedAt}>
            <p>
              Contacts added in the last 30 days by where they first heard of you; the mark on the bar is the
              30 days before. Deleted contacts do not count.
            </p>
            {!exact && (
              <p>
                There are so many that the newest 20,000 stand for all of them: the numbers are estimates.
              </p>
            )}
          </Definition>
        </>
      }
    >
      {items.length === 0 ? (
        <p className="muted">Nobody new in the last 60 days.</p>
      ) : (
        <ul className="by-source">
          {items.slice(0, most).map((item) => (
            <Line key={item.source} {...item} {...{ longest, number, computedAt }} />
          ))}
          {rest > 0 && (
            <li className="muted rest">
              <ListLink filter={[['source', 'is', others], ...newIn('now', computedAt)]}>
                {number(rest)} through other sources
              </ListLink>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}

type LineProps = Today['sources']['items'][number] & {
  longest: number;
  number: (value: number) => string;
  computedAt: string;
};

function Line({ source, now, before, longest, number, computedAt }: LineProps) {
  return (
    <li>
      <span className="truncate">{sourceWords[source]}</span>
      <span className="bullet" aria-hidden="true">
        <i style={{ width: `${(now / longest) * 100}%` }} />
        <b style={{ left: `${(before / longest) * 100}%` }} />
      </span>
      <ListLink filter={[['source', 'is', [source]], ...newIn('now', computedAt)]} className="link number">
        {number(now)}
        <span className="sr"> new through {sourceWords[source]}</span>
      </ListLink>
      <ListLink filter={[['source', 'is', [source]], ...newIn('before', computedAt)]} className="change">
        <Change now={now} before={before} />
        <span className="sr">
          {' '}
          than the {number(before)} of the 30 days before, through {sourceWords[source]}
        </span>
      </ListLink>
    </li>
  );
}

function Change({ now, before }: { now: number; before: number }) {
  const change = changeOf(now, before);
  if (change === undefined) return <span className="small muted">as before</span>;
  return (
    <span className={`delta small ${change.better ? 'up' : 'down'}`}>
      <Icon name={change.better ? 'up' : 'down'} size={12} />
      <span className="sr">{change.better ? 'more' : 'fewer'}: </span>
      {change.words}
    </span>
  );
}
