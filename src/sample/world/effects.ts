import { lines, type Line } from './lines.ts';

/**
 * The truth about Hallow & Reed: every number by which its people are made to act. What a report or a model of Tandem
 * finds in the sample can be held against these; they stand in the table `sample.effects` of every loaded sample.
 */
export type Effect = {
  /** On what: becoming a customer, leaving, the size of an order, how many people turn up, recommending. */
  outcome: 'customer' | 'churn' | 'order_value' | 'arrivals' | 'advocate';
  lines: readonly Line[];
  scale: 'log-odds' | 'log-odds each' | 'log-odds a doubling' | 'factor' | 'exponent';
  size: number;
  /** Of effects that are counted: more than this adds nothing. */
  atMost?: number;
  words: string;
};

const business = ['retail', 'wholesale'] as const;
const d2c = ['d2c'] as const;

export const effects = {
  base_d2c: customer(
    d2c,
    -2.35,
    'Where everything else is absent: log-odds of a first order in the web shop',
  ),
  base_wholesale: customer(['wholesale'], -3.15, 'The same of a salon'),
  base_retail: customer(['retail'], -3.6, 'The same of somebody in a retail chain'),
  fair_talk: customer(business, 1.1, 'Talked with a colleague at a trade fair'),
  shown: customer(business, 0.8, 'Was visited, or given a demonstration'),
  warm_call: customer(business, 0.6, 'Was called after showing interest, or called us'),
  cold_call: customer(business, -0.2, 'Was called out of the blue'),
  decides: customer(business, 0.55, 'Decides or signs, by their role in the company'),
  company_size: doubling(business, 0.22, 'Chairs of the salon, or outlets of the chain'),
  event_attended: customer(business, 0.5, 'Came to an education class'),
  pricing_views: counted(lines, 0.35, 5, 'Looked at prices'),
  email_clicks: counted(lines, 0.15, 6, 'Clicked in an e-mail'),
  email_opens: counted(lines, 0, 99, 'Opened an e-mail: no effect, mail programs open by themselves'),
  email_bounced: customer(lines, -1.3, 'Their e-mail address bounced'),
  unsubscribed: customer(lines, -0.9, 'Unsubscribed'),
  word_of_mouth: customer(lines, 0.9, 'Somebody recommended Hallow & Reed to them'),
  letter: customer(lines, 0.4, 'Was sent a sachet by post'),
  heard_on_radio: customer(lines, 0.3, 'Heard of us on the radio'),
  influencer: customer(d2c, 0.5, 'Came by an influencer'),
  store_visit: customer(d2c, 0.45, 'Tried the products in a store'),
  retargeting: customer(
    lines,
    0,
    'Saw retargeting: no effect of its own, it follows those who looked at prices',
  ),
  country_de: customer(lines, 0.2, 'Lives in Germany'),
  country_es: customer(lines, -0.25, 'Lives in Spain'),
  radio_flight: factor(
    lines,
    1.15,
    'People who turn up while Moorland FM sends the spot, all of them in the North',
  ),
  tv_flight: factor(d2c, 1.25, 'People who turn up in the weeks of the television spot'),
  black_friday: factor(d2c, 2.1, 'People who turn up in the week of Black Friday'),
  growth: factor(lines, 1.3, 'People who turn up, against a year before'),
  monday: factor(lines, 1.18, 'People who turn up on a Monday, against a Thursday'),
  order_size: {
    outcome: 'order_value',
    lines: business,
    scale: 'exponent',
    size: 0.6,
    words: 'The value of an order grows with (chairs or outlets) to this power',
  },
  churn_d2c: churn(d2c, -2.75, 'Log-odds of leaving within a month'),
  churn_wholesale: churn(['wholesale'], -3.5, 'The same of a salon'),
  churn_retail: churn(['retail'], -4.2, 'The same of a chain'),
  complaint: churn(lines, 0.8, 'Complained, on leaving in each month after'),
  advocate_base: advocate(-1.9, 'Log-odds that a customer comes to recommend us'),
  advocate_recommended: advocate(0.7, 'Was recommended to us themselves'),
  advocate_complaint: advocate(-1.2, 'Complained'),
} as const satisfies Record<string, Effect>;

export type EffectName = keyof typeof effects;

/** What is known of somebody before they decide: each of these can be read off their touchpoints and their company. */
export type Features = {
  line: Line;
  country: string;
  /** Chairs or outlets; 0 for people who buy for themselves. */
  companySize: number;
  decides: boolean;
  fairTalk: boolean;
  shown: boolean;
  warmCall: boolean;
  coldCall: boolean;
  eventAttended: boolean;
  pricingViews: number;
  emailClicks: number;
  bounced: boolean;
  unsubscribed: boolean;
  recommended: boolean;
  letter: boolean;
  radio: boolean;
  influencer: boolean;
  storeVisit: boolean;
};

const bases = { d2c: 'base_d2c', wholesale: 'base_wholesale', retail: 'base_retail' } as const;
const churnBases = { d2c: 'churn_d2c', wholesale: 'churn_wholesale', retail: 'churn_retail' } as const;

/** How likely somebody becomes a customer. */
export function customerOdds(features: Features): number {
  const { line, country, companySize, pricingViews, emailClicks } = features;
  const flags: [EffectName, boolean][] = [
    ['fair_talk', features.fairTalk],
    ['shown', features.shown],
    ['warm_call', features.warmCall],
    ['cold_call', features.coldCall],
    ['decides', features.decides],
    ['event_attended', features.eventAttended],
    ['email_bounced', features.bounced],
    ['unsubscribed', features.unsubscribed],
    ['word_of_mouth', features.recommended],
    ['letter', features.letter],
    ['heard_on_radio', features.radio],
    ['influencer', features.influencer],
    ['store_visit', features.storeVisit],
    ['country_de', country === 'DE'],
    ['country_es', country === 'ES'],
  ];
  const each = ({ size, atMost }: { size: number; atMost?: number }, count: number) =>
    size * Math.min(count, atMost ?? count);
  return (
    effects[bases[line]].size +
    flags.reduce((sum, [name, is]) => sum + (is && concerns(name, line) ? effects[name].size : 0), 0) +
    each(effects.pricing_views, pricingViews) +
    each(effects.email_clicks, emailClicks) +
    (companySize > 1 && line !== 'd2c' ? effects.company_size.size * Math.log2(companySize) : 0)
  );
}

export function churnOdds(line: Line, complained: boolean): number {
  return effects[churnBases[line]].size + (complained ? effects.complaint.size : 0);
}

export function advocateOdds({
  recommended,
  complained,
}: {
  recommended: boolean;
  complained: boolean;
}): number {
  return (
    effects.advocate_base.size +
    (recommended ? effects.advocate_recommended.size : 0) +
    (complained ? effects.advocate_complaint.size : 0)
  );
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function concerns(name: EffectName, line: Line): boolean {
  return (effects[name].lines as readonly Line[]).includes(line);
}

function customer(of: readonly Line[], size: number, words: string): Effect {
  return { outcome: 'customer', lines: of, scale: 'log-odds', size, words };
}

function counted(of: readonly Line[], size: number, atMost: number, words: string): Effect {
  return { outcome: 'customer', lines: of, scale: 'log-odds each', size, atMost, words };
}

function doubling(of: readonly Line[], size: number, words: string): Effect {
  return { outcome: 'customer', lines: of, scale: 'log-odds a doubling', size, words };
}

function factor(of: readonly Line[], size: number, words: string): Effect {
  return { outcome: 'arrivals', lines: of, scale: 'factor', size, words };
}

function churn(of: readonly Line[], size: number, words: string): Effect {
  return { outcome: 'churn', lines: of, scale: 'log-odds', size, words };
}

function advocate(size: number, words: string): Effect {
  return { outcome: 'advocate', lines, scale: 'log-odds', size, words };
}
