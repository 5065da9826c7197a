import { useEffect, useRef, type UIEvent } from 'react';
import { classes } from '../../../web/ui/classes.ts';
import type { Duplicate } from './duplicates.ts';
import { percentOf, reasonWords } from './words.ts';

type Props = {
  pairs: readonly Duplicate[];
  shown: string;
  open: (id: string) => void;
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
};

/** The next page is asked for this many pixels before the end. */
const AHEAD = 600;

export function PairList({ pairs, shown, open, pages }: Props) {
  const more = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent) => {
    if (scrollHeight - scrollTop - clientHeight < AHEAD && pages.hasNextPage && !pages.isFetchingNextPage)
      void pages.fetchNextPage();
  };
  return (
    <ol className="pair-list" aria-label="Pairs, the likeliest first" onScroll={more}>
      {pairs.map((pair) => (
        <PairRow key={pair.id} pair={pair} isShown={pair.id === shown} open={open} />
      ))}
    </ol>
  );
}

function PairRow({ pair, isShown, open }: { pair: Duplicate; isShown: boolean; open: (id: string) => void }) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isShown) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={classes(isShown && 'shown')}
        aria-current={isShown ? 'true' : undefined}
        onClick={() => open(pair.id)}
      >
        <span className="row between">
          <span className="strong truncate">{namesOf(pair)}</span>
          <span className="num muted small likely">{percentOf(pair.likelihood)}</span>
        </span>
        <span className="small muted clamp">{reasonWords(pair.reasons)}</span>
      </button>
    </li>
  );
}

/** One name where it is one. */
function namesOf({ one, other }: Duplicate): string {
  return one.name === other.name ? one.name : `${one.name} · ${other.name}`;
}
