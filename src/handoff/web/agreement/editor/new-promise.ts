import { unitsOf } from '../../../../web/numbers.ts';
import type { AgreedPromise, Side } from '../agreements.ts';

type Metric = AgreedPromise['metric'];
type Kind = { side: Side; metric: Metric; label: string };

const kinds: Kind[] = [
  { side: 'marketing', metric: 'hot_leads', label: 'Hot leads a month' },
  { side: 'marketing', metric: 'accepted_share', label: 'Share accepted by sales' },
  { side: 'marketing', metric: 'pipeline_value', label: 'Pipeline value a month' },
  { side: 'marketing', metric: 'data_complete', label: 'Complete lead briefs' },
  { side: 'sales', metric: 'first_response', label: 'First response' },
  { side: 'sales', metric: 'attempts', label: 'Attempts before giving up' },
  { side: 'sales', metric: 'verdict', label: 'Verdict on every lead' },
  { side: 'sales', metric: 'recycled_followed_up', label: 'Follow-up of returning leads' },
];

export function promiseKinds(side: Side): Kind[] {
  return kinds.filter((kind) => kind.side === side);
}

/** Starts where many begin; the numbers are theirs to change. */
export function newPromise(metric: Metric, currency: string): AgreedPromise {
  const id = `${metric.replaceAll('_', '-')}-${crypto.randomUUID().slice(0, 8)}`;
  switch (metric) {
    case 'hot_leads':
      return { id, side: 'marketing', metric, target: 50, steps: [] };
    case 'pipeline_value':
      return { id, side: 'marketing', metric, target: 50_000 * unitsOf(currency), currency, steps: [] };
    case 'accepted_share':
    case 'data_complete':
      return { id, side: 'marketing', metric, target: 0.8, steps: [] };
    case 'attempts':
      return { ...ofSales(id), metric, withinMinutes: 4_800, count: 5 };
    default:
      return { ...ofSales(id), metric };
  }
}

function ofSales(id: string) {
  return { id, side: 'sales' as const, target: 0.9, withinMinutes: 480, graceMinutes: 0, steps: [] };
}
