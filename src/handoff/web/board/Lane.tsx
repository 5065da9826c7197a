import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { count } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import type { HoursOf } from '../clocks/working.ts';
import type { Lane as LaneOf, LaneName, Whose } from '../handoffs.ts';
import { laneWords } from './lanes.ts';
import { LeadCard } from './LeadCard.tsx';
import { laneFilter } from './filters.ts';

type CardsProps = {
  whose: Whose;
  chosen: string | undefined;
  choose: ((id: string) => void) | undefined;
  hoursOf: HoursOf;
};
type Props = CardsProps & {
  name: LaneName;
  lane: LaneOf;
  shown: number;
  showMore: () => void;
  /** What was agreed for this lane. */
  rule?: string | undefined;
  empty: string;
  /** The queue, on top of Ready. */
  above?: ReactNode;
};

export function Lane({ name, lane, rule, empty, above, ...cards }: Props) {
  const id = useId();
  return (
    <section className={`board-lane ${name}`} aria-labelledby={id}>
      <header>
        <h2 id={id} className="lane-head">
          {laneWords[name]}
          <span className="n">{laneCount(lane)}</span>
        </h2>
        {rule !== undefined && <p className="rule">{rule}</p>}
      </header>
      {above}
      {lane.items.length === 0 ? (
        <p className="rule">{empty}</p>
      ) : (
        <Cards name={name} lane={lane} {...cards} />
      )}
    </section>
  );
}

export function Cards({
  name,
  whose,
  lane,
  shown,
  showMore,
  chosen,
  ...card
}: CardsProps & Pick<Props, 'name' | 'lane' | 'shown' | 'showMore'>) {
  const { items } = lane;
  const hidden = items.length - shown;
  return (
    <>
      <ol>
        {items.slice(0, shown).map((handoff) => (
          <li key={handoff.id}>
            <LeadCard handoff={handoff} chosen={handoff.id === chosen} {...card} />
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <Button small ghost wide onClick={showMore}>
          Show {count(hidden)} more
        </Button>
      )}
      {hidden <= 0 && lane.count > items.length && (
        <Link className="link small" to="/handoff/list" search={{ filter: laneFilter(name, whose) }}>
          All {laneCount(lane)} in the list
        </Link>
      )}
    </>
  );
}

function laneCount({ count: all, more }: LaneOf): string {
  return more ? `over ${count(all)}` : count(all);
}
