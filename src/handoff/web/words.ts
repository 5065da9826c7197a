import { choicesOf } from '../../audience/web/words.ts';
import type { IconName } from '../../web/ui/icon-paths.ts';

/** Hand-offs in the words of the people who make and take them. */

export const triggerWords = {
  hot: 'Became hot',
  raised_hand: 'Asked for it',
  warm: 'Warm, to sales by rule',
  manual: 'Handed over by hand',
  recycled: 'Back on the agreed date',
} as const;

export const reasonWords = {
  wrong_person: 'Wrong person',
  no_need: 'No need',
  no_budget: 'No budget',
  bad_timing: 'Bad timing',
  competitor: 'Bought elsewhere',
  not_reached: 'Not reached',
  duplicate: 'Duplicate',
  bad_data: 'Wrong data',
  spam: 'Spam',
  other: 'Another reason',
} as const;
export type Reason = keyof typeof reasonWords;
export const reasonChoices = choicesOf(reasonWords);

export const kindWords = {
  call: 'Call',
  email: 'E-mail',
  message: 'Message',
  visit: 'Visit',
  meeting: 'Meeting',
} as const;
export type AttemptKind = keyof typeof kindWords;
export const kindChoices = choicesOf(kindWords);

export const kindIcons: Record<AttemptKind, IconName> = {
  call: 'phone',
  email: 'email',
  message: 'message',
  visit: 'visit',
  meeting: 'calendar',
};

export const outcomeWords = {
  reached: 'Reached',
  no_answer: 'No answer',
  voicemail: 'Left a message',
  sent: 'Sent',
  booked: 'Meeting booked',
} as const;
export type Outcome = keyof typeof outcomeWords;

/** What can come of each kind of try, the likeliest first. */
export const outcomesOf: Record<AttemptKind, readonly Outcome[]> = {
  call: ['reached', 'no_answer', 'voicemail', 'booked'],
  email: ['sent', 'reached', 'booked'],
  message: ['sent', 'reached', 'booked'],
  visit: ['reached', 'no_answer', 'booked'],
  meeting: ['booked', 'reached', 'no_answer'],
};

const promises: Record<string, string> = {
  first_response: 'First response',
  attempts: 'Attempts',
  verdict: 'Verdict',
  recycled_followed_up: 'Follow-up',
  hot_leads: 'Hot leads',
  accepted_share: 'Accepted',
  pipeline_value: 'Pipeline',
  data_complete: 'Complete data',
};

export function promiseWords(metric: string): string {
  return promises[metric] ?? metric.replaceAll('_', ' ');
}

export const verdictWords = { accepted: 'Accepted', recycled: 'Recycled', rejected: 'Rejected' } as const;

export const stateWords = {
  ready: 'Ready',
  contacting: 'Contacting',
  accepted: 'Accepted',
  returned: 'Returned',
  won: 'Won',
  lost: 'Lost',
} as const;
