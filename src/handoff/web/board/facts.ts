import type { Filter } from '../../../web/list/filter.ts';
import { count, percent } from '../../../web/numbers.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type { Attainment as Answer, Line as PromiseLine } from '../../agreement/contract.ts';
import type { CasesAsked } from '../agreement/agreements.ts';
import { lengthWords } from '../agreement/words.ts';
import type { Board, Whose } from '../handoffs.ts';
import { monthFilter } from './filters.ts';

export type Attainment = Wire<Answer>;

/** A number of the month, the words around it, and what it leads to: exactly those that it counts. */
export type Fact = {
  before: string;
  number: string;
  after: string;
  to: { filter: Filter[] } | { cases: CasesAsked };
};

type Asked = {
  month: Board['month'];
  attainment: Attainment | undefined;
  whose: Whose;
  timeZone: string;
};

/**
 * The month in one line. Of everybody it is what both sides promised each other, in the agreement's own counting; what
 * is mine stands alone, for nobody promised anything for me.
 */
export function factsOf({ month, attainment, whose, timeZone }: Asked): Fact[] {
  const name = new Date(month.since).toLocaleDateString('en-GB', { timeZone, month: 'long' });
  const mine: Filter[] = whose === 'me' ? [['rep', 'is', ['me']]] : [];
  const these = (...more: Filter[]) => ({ filter: monthFilter(month.since, timeZone, ...mine, ...more) });
  const agreed = whose === 'all' ? attainment : undefined;
  return [
    handedOver(name, month, agreed, these()),
    agreed === undefined ? myResponse(month) : response(agreed),
    median(month, agreed, these(['firstContactAt', 'is_not_empty', null])),
    ...verdicts(month, agreed, these),
  ].filter((fact) => fact !== undefined);
}

export function promiseOf(
  attainment: Attainment | undefined,
  metric: PromiseLine['metric'],
): Wire<PromiseLine> | undefined {
  return attainment?.promises.find((promise) => promise.metric === metric);
}

type To = Fact['to'];
type Month = Board['month'];

/** What marketing promised is hot leads: whoever was handed over by hand is none of them. */
function handedOver(name: string, { opened }: Month, agreed: Attainment | undefined, to: To): Fact {
  const promise = promiseOf(agreed, 'hot_leads');
  if (agreed === undefined || promise === undefined)
    return { before: name, number: count(opened), after: 'handed over', to };
  const cases = { promise: promise.id, month: agreed.month, kept: 'yes' as const };
  return {
    before: name,
    number: count(promise.value ?? 0),
    after: `${lowered(promise.name)} of ${count(promise.target)} promised`,
    to: { cases },
  };
}

/** How many got their first response in time, as both sides signed it. */
function response(agreed: Attainment): Fact | undefined {
  const promise = promiseOf(agreed, 'first_response');
  if (promise === undefined || promise.value === null) return undefined;
  const cases = { promise: promise.id, month: agreed.month, kept: 'yes' as const };
  return {
    before: lowered(promise.name),
    number: percent(promise.value, 1),
    after: `, promised ${percent(promise.target, 1)}`,
    to: { cases },
  };
}

function myResponse({ response: mine }: Month): Fact | undefined {
  if (mine === null || mine.decided === 0) return undefined;
  const { promise, month, name, kept, decided } = mine;
  const cases = { promise, month, kept: 'yes' as const, rep: 'me' as const };
  return { before: lowered(name), number: percent(kept, decided), after: '', to: { cases } };
}

function median({ medianMinutes }: Month, agreed: Attainment | undefined, to: To): Fact | undefined {
  const promise = promiseOf(agreed, 'first_response');
  if (agreed !== undefined && typeof promise?.medianMinutes === 'number') {
    const cases = { promise: promise.id, month: agreed.month, kept: 'done' as const };
    return { before: 'median', number: lengthWords(promise.medianMinutes), after: '', to: { cases } };
  }
  if (medianMinutes === null) return undefined;
  return { before: 'median', number: lengthWords(medianMinutes), after: '', to };
}

const REASONS = ', every one with a reason';

function verdicts(
  { accepted, recycled, rejected }: Month,
  agreed: Attainment | undefined,
  these: (...more: Filter[]) => To,
): Fact[] {
  const promise = promiseOf(agreed, 'accepted_share');
  if (agreed !== undefined && promise !== undefined && promise.counted > 0) {
    const { id, kept, counted: judged, target } = promise;
    const cases = (which: 'yes' | 'no') => ({ cases: { promise: id, month: agreed.month, kept: which } });
    const promised = `, promised ${percent(target, 1)}`;
    return [
      { before: 'accepted', number: percent(kept, judged), after: promised, to: cases('yes') },
      { before: 'returned', number: percent(judged - kept, judged), after: REASONS, to: cases('no') },
    ];
  }
  const [returned, judged] = [recycled + rejected, accepted + recycled + rejected];
  if (judged === 0) return [];
  const said = (...which: string[]) => these(['verdict', 'is', which]);
  return [
    { before: 'accepted', number: percent(accepted, judged), after: '', to: said('accepted') },
    {
      before: 'returned',
      number: percent(returned, judged),
      after: REASONS,
      to: said('recycled', 'rejected'),
    },
  ];
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
