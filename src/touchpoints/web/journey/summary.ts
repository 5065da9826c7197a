import { counted } from '../../../web/numbers.ts';
import { stageWords } from '../../../audience/web/words.ts';
import type { Journey } from '../touchpoints.ts';

const day = 86_400_000;

export type Lanes = { marketing: number; sales: number; others: number };

/** How many touches each team has; what nobody in particular did stands above the line, too, but is not marketing's. */
export function touchesOf({ marks }: Pick<Journey, 'marks'>): Lanes {
  const sum = { marketing: 0, sales: 0, others: 0 };
  for (const { team, touches } of marks)
    sum[team === 'marketing' || team === 'sales' ? team : 'others'] += touches;
  return sum;
}

/** '33 touches in 196 days' */
export function spanWords(journey: Pick<Journey, 'activity'>, from: number, now: number): string {
  const touches = counted(journey.activity?.touchCount ?? 0, 'touch', 'touches');
  const days = Math.round((now - from) / day);
  return days < 1 ? `${touches} today` : `${touches} in ${counted(days, 'day', 'days')}`;
}

/** The whole picture in words, for those who do not see it. */
export function summaryOf(
  journey: Journey,
  name: string,
  dateOf: (at: number) => string,
  from: number,
): string {
  const { marketing, sales, others } = touchesOf(journey);
  const stages = journey.stages.map(({ to, at }) => `${stageWords[to]} from ${dateOf(Date.parse(at))}`);
  const orders = journey.orders.length === 0 ? [] : [counted(journey.orders.length, 'order', 'orders')];
  const parts = [
    `${counted(marketing, 'marketing touch', 'marketing touches')} and ${counted(sales, 'sales touch', 'sales touches')}`,
    ...(others === 0 ? [] : [counted(others, 'other touch', 'other touches')]),
    ...stages,
    ...orders,
  ];
  return `Journey of ${name} from ${dateOf(from)} to today: ${parts.join('; ')}.`;
}
