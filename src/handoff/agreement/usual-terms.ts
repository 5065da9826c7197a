import type { AgreementDocument, MarketingPromise, Meaning, SalesPromise } from './agreement.ts';

const HOUR = 60;
const DAY = 8 * HOUR;

/** A first draft worth arguing about: what many teams agree on. The numbers are theirs to change. */
export function usualTerms(): AgreementDocument {
  return structuredClone({ text, words, promises: [...ofMarketing, ...ofSales] });
}

const text = [
  '## Why we sign this',
  'Marketing brings people who want to talk to us. Sales talks to them in time and says what came of it. Both read the same numbers here, every day, and settle what was missed in the weekly review.',
  '## How we change it',
  'Either side drafts a new version. It counts from the moment both have signed; leads that are being worked on keep the terms they came under.',
].join('\n\n');

const words: Meaning[] = [
  {
    word: 'Hot lead',
    means: 'Somebody the signed score calls hot, or who asks for a call, a demo or a price.',
  },
  {
    word: 'First response',
    means: 'The first attempt to reach them: a call, a message, an e-mail, a visit.',
  },
  { word: 'Accepted', means: 'Sales has looked into it, sees a need, and takes it on.' },
  { word: 'Returned', means: 'Sales gives it back with a reason: for later, with a date, or for good.' },
  {
    word: 'Working hour',
    means:
      'An hour of the rep’s own working time, in their time zone, without holidays. Eight are a working day. Until a rep has it, the workspace’s usual hours count.',
  },
  {
    word: 'Lead brief complete',
    means: 'Name, e-mail or phone, company, job title, country and source were there at the hand-off.',
  },
];

const ofMarketing: MarketingPromise[] = [
  {
    id: 'hot-leads',
    side: 'marketing',
    metric: 'hot_leads',
    target: 100,
    steps: [
      { afterMinutes: 0, do: 'flag_weekly' },
      { afterMinutes: 0, do: 'consequence', words: 'Budget talk' },
    ],
  },
  {
    id: 'accepted-share',
    side: 'marketing',
    metric: 'accepted_share',
    target: 0.6,
    steps: [
      { afterMinutes: 0, do: 'flag_weekly' },
      { afterMinutes: 0, do: 'consequence', words: 'Both sides look at the score together' },
    ],
  },
  {
    id: 'data-complete',
    side: 'marketing',
    metric: 'data_complete',
    target: 0.9,
    steps: [{ afterMinutes: 0, do: 'flag_weekly' }],
  },
];

const ofSales: SalesPromise[] = [
  {
    id: 'first-response',
    side: 'sales',
    metric: 'first_response',
    target: 0.9,
    withinMinutes: HOUR,
    graceMinutes: 0,
    steps: [
      { afterMinutes: -15, do: 'remind' },
      { afterMinutes: HOUR, do: 'reassign' },
      { afterMinutes: 2 * HOUR, do: 'tell_manager' },
      { afterMinutes: 4 * HOUR, do: 'flag_weekly' },
      { afterMinutes: 0, do: 'consequence', words: 'Routing and capacity are looked at together' },
    ],
  },
  {
    id: 'attempts',
    side: 'sales',
    metric: 'attempts',
    target: 0.85,
    withinMinutes: 10 * DAY,
    count: 5,
    graceMinutes: 0,
    steps: [
      { afterMinutes: -DAY, do: 'remind' },
      { afterMinutes: 0, do: 'flag_weekly' },
    ],
  },
  {
    id: 'verdict',
    side: 'sales',
    metric: 'verdict',
    target: 0.9,
    withinMinutes: 10 * DAY,
    graceMinutes: 0,
    steps: [
      { afterMinutes: -DAY, do: 'remind' },
      { afterMinutes: DAY, do: 'tell_manager' },
      { afterMinutes: 2 * DAY, do: 'flag_weekly' },
    ],
  },
  {
    id: 'recycled-followed-up',
    side: 'sales',
    metric: 'recycled_followed_up',
    target: 0.9,
    withinMinutes: DAY,
    graceMinutes: 0,
    steps: [
      { afterMinutes: -HOUR, do: 'remind' },
      { afterMinutes: DAY, do: 'tell_manager' },
    ],
  },
];
