import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { count, counted } from '../../../web/numbers.ts';
import { classes } from '../../../web/ui/classes.ts';
import { Money } from '../../../web/ui/Money.tsx';
import type { Board, BoardColumn, Deal } from '../deals.ts';
import { stageWords, type Stage } from '../words.ts';
import { DealCard } from './DealCard.tsx';

type Props = {
  column: BoardColumn;
  owner: string | undefined;
  quarter: Board['quarter'];
  dragged: Deal | undefined;
  drag: (deal: Deal | undefined) => void;
  drop: (stage: Stage) => void;
  move: (deal: Deal, stage: Stage) => void;
};

const mostCurrencies = 3;

export function Column({ column, owner, quarter, dragged, drag, drop, move }: Props) {
  const { stage, items } = column;
  const id = useId();
  const [over, setOver] = useState(false);
  const takes = dragged !== undefined && dragged.stage !== stage;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- where a card is let go; keys and the card's menu do the same
    <section
      className={classes('deal-column', takes && 'takes', takes && over && 'over')}
      data-stage={stage}
      aria-labelledby={id}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop(stage);
      }}
    >
      <header>
        <h2 id={id}>
          {stageWords[stage]} <span className="n num">{count(column.count)}</span>
        </h2>
        <Sums column={column} />
      </header>
      {items.length === 0 ? (
        <p className="small muted">{emptyWords[stage]}</p>
      ) : (
        <ol aria-labelledby={id}>
          {items.map((deal) => (
            <DealCard key={deal.id} deal={deal} drag={drag} move={(to) => move(deal, to)} />
          ))}
        </ol>
      )}
      {column.count > items.length && (
        <Link className="link small" to="/deals/list" search={{ filter: filterOf(stage, owner, quarter) }}>
          All {count(column.count)} as a list
        </Link>
      )}
    </section>
  );
}

const emptyWords: Record<Stage, string> = {
  open: 'Nothing is open.',
  won: 'Nothing was won yet this quarter.',
  lost: 'Nothing was lost this quarter.',
};

/** Each currency by itself: adding them up would need a rate nobody agreed on. */
function Sums({ column: { sums, count: all } }: { column: BoardColumn }) {
  const priced = sums.reduce((total, sum) => total + sum.count, 0);
  const more = sums.length - mostCurrencies;
  return (
    <p className="sums">
      {sums.slice(0, mostCurrencies).map(({ currency, amount }) => (
        <span key={currency} className="strong">
          <Money minor={amount} currency={currency} />
        </span>
      ))}
      {more > 0 && (
        <span className="small muted">and {counted(more, 'more currency', 'more currencies')}</span>
      )}
      {all > priced && <span className="small muted">{count(all - priced)} without an amount</span>}
    </p>
  );
}

/** The same deals as a list; 'after' a day is after the whole of it. */
function filterOf(stage: Stage, owner: string | undefined, { from, to }: Board['quarter']) {
  const closed = [
    ['closedAt', 'after', dayBeside(from, -1)],
    ['closedAt', 'before', dayBeside(to, 1)],
  ];
  return [
    ['stage', 'is', [stage]],
    ...(stage === 'open' ? [] : closed),
    ...(owner === undefined ? [] : [['owner', 'is', [owner]]]),
  ];
}

function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
