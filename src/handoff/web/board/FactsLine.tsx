import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../../web/api.ts';
import type { Filter } from '../../../web/list/filter.ts';
import { count, percent } from '../../../web/numbers.ts';
import { useTimeZone } from '../../../web/session.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type { Attainment as Answer, Line as PromiseLine } from '../../agreement/contract.ts';
import { lengthWords } from '../agreement/words.ts';
import type { Board } from '../handoffs.ts';
import { monthFilter } from './filters.ts';

export type Attainment = Wire<Answer>;

/** What was promised for this month and what of it is kept: both sides read the same. */
export function useAttainment(): Attainment | undefined {
  return useQuery({
    queryKey: ['agreements', 'attainment', 'now'],
    queryFn: ({ signal }) => api.get<Attainment>('/api/agreements/attainment', { signal }),
    staleTime: 60_000,
    retry: false,
  }).data;
}

export function promiseOf(
  attainment: Attainment | undefined,
  metric: PromiseLine['metric'],
): Wire<PromiseLine> | undefined {
  return attainment?.promises.find((promise) => promise.metric === metric);
}

type Props = { month: Board['month']; attainment: Attainment | undefined };

/** The month in one line; each number leads to exactly the hand-offs it counts. */
export function FactsLine({ month, attainment }: Props) {
  const timeZone = useTimeZone();
  const { opened, accepted, recycled, rejected, medianMinutes, since } = month;
  const name = new Date(since).toLocaleDateString('en-GB', { timeZone, month: 'long' });
  const these = (...more: Filter[]) => monthFilter(since, timeZone, ...more);
  const promised = promiseOf(attainment, 'hot_leads');
  const acceptedShare = promiseOf(attainment, 'accepted_share');
  const judged = accepted + recycled + rejected;
  return (
    <div className="board-strip num">
      <span>
        {name} <Fact filter={these()}>{count(opened)}</Fact> handed over
        {promised !== undefined && ` of ${count(promised.target)} promised`}
      </span>
      <Response attainment={attainment} />
      {medianMinutes !== null && (
        <span data-tip="From the hand-over to the first contact, in working time of the rep">
          median{' '}
          <Fact filter={these(['firstContactAt', 'is_not_empty', null])}>{lengthWords(medianMinutes)}</Fact>
        </span>
      )}
      {judged > 0 && (
        <>
          <span>
            accepted <Fact filter={these(['verdict', 'is', ['accepted']])}>{percent(accepted, judged)}</Fact>
            {acceptedShare !== undefined && `, promised ${percent(acceptedShare.target, 1)}`}
          </span>
          <span>
            returned{' '}
            <Fact filter={these(['verdict', 'is', ['recycled', 'rejected']])}>
              {percent(recycled + rejected, judged)}
            </Fact>
            , every one with a reason
          </span>
        </>
      )}
    </div>
  );
}

/** How many got their first response in time, as both sides signed it. */
function Response({ attainment }: Pick<Props, 'attainment'>) {
  const promise = promiseOf(attainment, 'first_response');
  if (attainment === undefined || promise === undefined || promise.value === null) return null;
  return (
    <span>
      {promise.name.charAt(0).toLowerCase() + promise.name.slice(1)}{' '}
      <Link
        to="/agreement/cases"
        search={{ promise: promise.id, month: attainment.month }}
        className="link board-fact"
      >
        {percent(promise.value, 1)}
      </Link>
      , promised {percent(promise.target, 1)}
    </span>
  );
}

function Fact({ filter, children }: { filter: readonly Filter[]; children: ReactNode }) {
  return (
    <Link to="/handoff/list" search={{ filter }} className="link board-fact">
      {children}
    </Link>
  );
}
