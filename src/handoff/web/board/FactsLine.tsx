import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { useTimeZone } from '../../../web/session.ts';
import type { Board, Whose } from '../handoffs.ts';
import { factsOf, type Attainment, type Fact } from './facts.ts';

/** What was promised for this month and what of it is kept: both sides read the same. */
export function useAttainment(): Attainment | undefined {
  return useQuery({
    queryKey: ['agreements', 'attainment', 'now'],
    queryFn: ({ signal }) => api.get<Attainment>('/api/agreements/attainment', { signal }),
    staleTime: 60_000,
    retry: false,
  }).data;
}

type Props = { month: Board['month']; attainment: Attainment | undefined; whose: Whose };

/** The month in one line; each number leads to exactly the hand-offs it counts. */
export function FactsLine(props: Props) {
  const timeZone = useTimeZone();
  return (
    <div className="board-strip num">
      {factsOf({ ...props, timeZone }).map((fact) => (
        <span key={fact.before} data-tip={fact.before === 'median' ? MEDIAN : undefined}>
          {fact.before} <Number fact={fact} />
          {fact.after.startsWith(',') ? fact.after : ` ${fact.after}`}
        </span>
      ))}
    </div>
  );
}

const MEDIAN = 'From the hand-over to the first response, in working time of the rep';

function Number({ fact: { number, to } }: { fact: Fact }) {
  if ('filter' in to)
    return (
      <Link to="/handoff/list" search={{ filter: to.filter }} className="link board-fact">
        {number}
      </Link>
    );
  return (
    <Link to="/agreement/cases" search={to.cases} className="link board-fact">
      {number}
    </Link>
  );
}
