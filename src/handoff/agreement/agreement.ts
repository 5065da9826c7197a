import type { Channel } from '../../audience/audience.ts';

export const agreementStates = ['draft', 'proposed', 'in_force', 'retired', 'withdrawn'] as const;
export type AgreementState = (typeof agreementStates)[number];

export const sides = ['marketing', 'sales'] as const;
export type Side = (typeof sides)[number];

/** What both sides sign: what each promises the other, and what happens when a promise is missed. */
export type AgreementDocument = {
  /** Whatever else both want to have said; Markdown without HTML. */
  text: string;
  /** What the words mean. */
  words: Meaning[];
  promises: AgreedPromise[];
};

export type Meaning = { word: string; means: string };

export type AgreedPromise = SalesPromise | MarketingPromise;

export const salesMetrics = ['first_response', 'attempts', 'verdict', 'recycled_followed_up'] as const;
export type SalesMetric = (typeof salesMetrics)[number];

/** Runs as a clock on each hand-off. */
export type SalesPromise = {
  id: string;
  side: 'sales';
  metric: SalesMetric;
  /** Share of hand-offs that keep it, 0 to 1. */
  target: number;
  /** Working minutes of the rep until it is due. */
  withinMinutes: number;
  /** For `attempts`: how many. */
  count?: number | undefined;
  /** Minutes more before it counts as missed. */
  graceMinutes: number;
  steps: Step[];
};

export const marketingMetrics = ['hot_leads', 'accepted_share', 'pipeline_value', 'data_complete'] as const;
export type MarketingMetric = (typeof marketingMetrics)[number];

/** Counted over a month of the workspace. */
export type MarketingPromise = {
  id: string;
  side: 'marketing';
  metric: MarketingMetric;
  /** Leads, share (0 to 1), or minor units of `currency`. */
  target: number;
  currency?: string | undefined;
  /** Only of these sources (channels); all when left out. */
  sources?: Channel[] | undefined;
  steps: Step[];
};

export const stepKinds = ['remind', 'reassign', 'tell_manager', 'flag_weekly', 'consequence'] as const;

/**
 * What happens when it is missed, in order; `afterMinutes` of working time from the moment it was due. A reminder may
 * come before that, with minutes below zero. A consequence follows from the month as a whole, when it ends below target.
 */
export type Step = {
  afterMinutes: number;
  do: (typeof stepKinds)[number];
  /** Of a named consequence: "Budget talk". */
  words?: string | undefined;
};

/** Who signs, withdraws and owes: the side's own managers. */
export function sidesOf(role: string): Side[] {
  if (role === 'owner' || role === 'admin') return ['marketing', 'sales'];
  if (role === 'marketing_manager') return ['marketing'];
  return role === 'sales_manager' ? ['sales'] : [];
}

export function isOfSales(promise: AgreedPromise): promise is SalesPromise {
  return promise.side === 'sales';
}
